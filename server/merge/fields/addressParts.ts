/**
 * The parts that GREETINGLINE and ADDRESSBLOCK are made of: how the code names them, what Word calls them in `w:fieldMapData`
 * (ISO/IEC 29500-1 17.14.15 and 17.16.5.1, .24; [MS-OI29500] 2.1.453, 2.1.476), and how people head such columns.
 */
import { normalName } from '../../../shared/merge/fieldNames.ts';
import type { FieldNotes } from './fieldMeaning.ts';
import type { MergeScope } from '../mergeScope.ts';

export type AddressPart = { mark: string; short: string; name: string; aliases: readonly string[] };

/** `short`: as in `/t0`. Aliases are looked for in their order; letter case, blanks and underscores do not count. */
const PARTS: readonly AddressPart[] = [
  part(
    'TITLE0',
    't0',
    'Courtesy Title',
    'Title|Salutation|Honorific|Prefix|Anrede|Titel|Civilité|Titre|Tratamiento|Título|Titolo|Aanhef|Tytuł',
  ),
  part('NICK0', 'n0', 'Nickname', 'Nick Name|Rufname|Spitzname|Surnom|Apodo|Soprannome|Roepnaam'),
  part(
    'FIRST0',
    'f0',
    'First Name',
    'Firstname|Given Name|Forename|First|Vorname|Prénom|Nombre|Nome|Voornaam|Förnamn|Fornavn|Etunimi|Imię|Jméno|Keresztnév|Имя|名|名字',
  ),
  part('MIDDLE0', 'm0', 'Middle Name', 'Middlename|Middle|Zweiter Vorname|Deuxième prénom|Segundo nombre|Tussenvoegsel|Отчество'),
  part(
    'LAST0',
    'l0',
    'Last Name',
    'Lastname|Surname|Family Name|Last|Nachname|Familienname|Zuname|Nom de famille|Nom|Apellidos|Apellido|Cognome|Sobrenome|' +
      'Apelido|Achternaam|Efternamn|Etternavn|Efternavn|Sukunimi|Nazwisko|Příjmení|Vezetéknév|Фамилия|姓',
  ),
  part('SUFFIX0', 's0', 'Suffix', 'Name Suffix|Namenszusatz|Suffixe|Sufijo|Suffisso'),
  part('TITLE1', 't1', 'Spouse/Partner Courtesy Title', 'Spouse Title|Partner Title|Anrede Partner'),
  part('FIRST1', 'f1', 'Spouse/Partner First Name', 'Spouse First Name|Spouse|Partner First Name|Vorname Partner'),
  part('MIDDLE1', 'm1', 'Spouse/Partner Middle Name', 'Spouse Middle Name'),
  part('LAST1', 'l1', 'Spouse/Partner Last Name', 'Spouse Last Name|Partner Last Name|Nachname Partner'),
  part('SUFFIX1', 's1', 'Spouse/Partner Nickname', 'Spouse Nickname'),
  part('NICK1', 'n1', '', ''),
  part(
    'COMPANY',
    'c',
    'Company',
    'Company Name|Organization|Organisation|Firma|Unternehmen|Société|Entreprise|Empresa|Azienda|Ditta|Società|Bedrijf|Företag|Yritys|会社名',
  ),
  part(
    'STREET1',
    'a',
    'Address 1',
    'Address1|Street Address|Street|Address Line 1|Address|Straße|Strasse|Adresse|Anschrift|Adresse 1|Rue|Dirección|Calle|' +
      'Indirizzo|Via|Endereço|Adres|Straat|Adress|Osoite|Ulica|住所',
  ),
  part(
    'STREET2',
    'b',
    'Address 2',
    'Address2|Address Line 2|Street 2|Adresszusatz|Adresse 2|Complément d’adresse|Complément|Dirección 2|Indirizzo 2',
  ),
  part(
    'CITY',
    'i',
    'City',
    'Town|Ort|Stadt|Wohnort|Ville|Commune|Ciudad|Localidad|Città|Località|Cidade|Plaats|Woonplaats|Stad|Kaupunki|Miasto|Město|Город|市',
  ),
  part(
    'STATE',
    't',
    'State',
    'Province|State/Province|State or Province|Region|County|Bundesland|Kanton|Département|Région|Provincia|Estado|Provincie',
  ),
  part(
    'POSTAL',
    'p',
    'Postal Code',
    'ZIP Code|ZIP|Zip/Postal Code|Postcode|Postalcode|PLZ|Postleitzahl|Code postal|CP|Código postal|CAP|Código Postal|CEP|Postnummer|Kod pocztowy|PSČ|Индекс|郵便番号',
  ),
  part('COUNTRY', 'n', 'Country or Region', 'Country|Country/Region|Land|Pays|País|Paese|Nazione|Maa|Kraj|Země|Страна|国'),
  part('PHONE', 'h', 'Business Phone', 'Phone|Telephone|Telefon|Téléphone|Teléfono|Telefono'),
  part('EMAIL', 'e', 'E-mail Address', 'Email|E-mail|Email Address|E-Mail-Adresse|Courriel|Correo electrónico'),
];

function part(mark: string, short: string, name: string, aliases: string): AddressPart {
  return { mark, short, name, aliases: [name, ...aliases.split('|')].filter((alias) => alias !== '') };
}

/** `_TITLE0_` or `/t0`. */
export function addressPart(placeholder: string): AddressPart | null {
  const mark = /^_(.+)_$/.exec(placeholder)?.[1]?.toUpperCase();
  const short = placeholder.startsWith('/') ? placeholder.slice(1).toLowerCase() : null;
  return PARTS.find((one) => (mark === undefined ? one.short === short : one.mark === mark)) ?? null;
}

/** Other headings for the column of an address part that Word calls `name`; none for other names. */
export function aliasesOf(name: string): readonly string[] {
  const normal = normalName(name);
  return PARTS.find((one) => one.aliases.some((alias) => normalName(alias) === normal))?.aliases ?? [];
}

/** The column that the letter itself maps to this part. */
export function mappedColumn(name: string, mapping: ReadonlyMap<string, string> | undefined): string | null {
  if (mapping === undefined) return null;
  for (const [partName, column] of mapping) if (normalName(partName) === normalName(name) && column !== '') return column;
  return null;
}

export type PartReader = (scope: MergeScope) => string;

/** The value of a part: of the column the letter maps to it, else of the first usual heading that a column fills. */
export function partReader(found: AddressPart, notes: Pick<FieldNotes, 'mapping' | 'looksFor'> | undefined): PartReader {
  const mapped = mappedColumn(found.name, notes?.mapping);
  const headings = mapped === null ? found.aliases : [mapped, ...found.aliases];
  notes?.looksFor?.(headings);
  return (scope) => {
    const column = headings.find((heading) => scope.has(heading));
    return column === undefined ? '' : scope.value(column).trim();
  };
}
