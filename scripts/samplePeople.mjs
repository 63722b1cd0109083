/** The people of the sample list: invented, with what real lists have (accents, an apostrophe, an empty cell, leading zeros). */

const LINES = `
Ms|Ada|Lovelace|Analytical Engines Ltd|12 St James's Square|SW1Y 4JH|London|United Kingdom|14
Mr|Seán|O'Brien|Galway Boat Works|3 Dock Road|H91 E2K7|Galway|Ireland|21
Ms|Zoë|Ångström|Norrsken AB|Storgatan 7|111 22|Stockholm|Sweden|8
Mr|François|Lefèvre|Éditions du Quai|18 rue de l'Église|75015|Paris|France|33
Ms|Jürgen-Marie|Müller|Müller & Söhne GmbH|Hauptstraße 5|01067|Dresden|Germany|2
Mr|Łukasz|Wójcik|Wójcik Logistyka|ul. Długa 44|31-147|Kraków|Poland|17
Ms|Begoña|Núñez Íñiguez|Viñedos del Río|Calle Mayor 9|26001|Logroño|Spain|5
Mr|Søren|Kjærgård|Nordlys ApS|Nørregade 21|1165|København|Denmark|29
Ms|Maria João|Conceição|Livraria Atlântica|Rua Augusta 120|1100-053|Lisboa|Portugal|11
Mr|Ömer|Yıldız|Yıldız Tekstil|İstiklal Caddesi 88|34430|İstanbul|Türkiye|40
Ms|Éva|Szűcs|Szűcs és Társa Kft.|Fő utca 12|1011|Budapest|Hungary|26
Mr|Jiří|Dvořák|Hudební nakladatelství|Národní 37|110 00|Praha|Czechia|19
Ms|Ioana|Țăranu|Atelier Țăranu SRL|Strada Lipscani 3|030031|București|Romania|7
Mr|Giuseppe|D'Angelo|D'Angelo & Figli S.p.A.|Via Roma 1|00184|Roma|Italy|38
Ms|Anneke|van der Veen|Grachtenboek BV|Prinsengracht 263|1016 GV|Amsterdam|Netherlands|10
Mr|Þór|Sigurðsson|Norðurljós ehf.|Laugavegur 5|101|Reykjavík|Iceland|31
Ms|Aoife|Ní Dhomhnaill||4 Salthill Lower|H91 XT02|Galway|Ireland|23
Mr|Nguyễn|Văn An|Sông Hồng JSC|36 Hàng Bạc|100000|Hà Nội|Vietnam|15
Ms|Elif|Şahin-Weiß|Weiß Architektur|Schönbrunner Allee 2|1120|Wien|Austria|4
Mr|Mihkel|Õunapuu|Õunapuu OÜ|Pikk tänav 10|10123|Tallinn|Estonia|36
Ms|Živilė|Žukauskaitė|Vilniaus knygos|Gedimino pr. 9|01103|Vilnius|Lithuania|12
Mr|André|Côté|Côté & Frères|250 Grande Allée|G1R 2H5|Québec|Canada|27
Ms|Renée|St. John|Harbour Sails|77 Wharf Street|V8W 1T5|Victoria|Canada|9
Mr|Jan|de Koning|Koning Optiek|Markt 15|9000|Gent|Belgium|34
Ms|Χριστίνα|Παπαδοπούλου|Βιβλιοπωλείο Αιγαίο|Ερμού 8|105 63|Αθήνα|Greece|18
`;

export const sampleColumns = [
  'Member No',
  'Title',
  'First Name',
  'Last Name',
  'Company',
  'E-mail',
  'Street',
  'Postal Code',
  'City',
  'Country',
  'Seat',
  'Renewal Date',
  'Amount',
  'Contact Person',
];

const CONTACTS = ['Nora Hession', 'Declan Burke', 'Siobhán Ní Fhlatharta'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `shown`: the cells as the sheet shows them. `values`: date and amount as numbers, for the workbook. */
export const samplePeople = LINES.trim()
  .split('\n')
  .map((line, index) => person(line.split('|'), index));

function person([title, first, last, company, street, postalCode, city, country, seat], index) {
  const number = 4217 + index * 37;
  const date = { year: 2027, month: 1 + (index % 3), day: 4 + ((index * 5) % 23) };
  const amount = 148 + ((index * 4175) % 131_000) / 100;
  const shown = {
    'Member No': String(number).padStart(6, '0'),
    Title: title,
    'First Name': first,
    'Last Name': last,
    Company: company,
    'E-mail': `member${String(index + 1).padStart(2, '0')}@example.com`,
    Street: street,
    'Postal Code': postalCode,
    City: city,
    Country: country,
    Seat: `Row ${String.fromCharCode(65 + (index % 12))}, seat ${seat}`,
    'Renewal Date': `${date.day} ${MONTHS[date.month - 1]} ${date.year}`,
    Amount: `€${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`,
    'Contact Person': CONTACTS[index % CONTACTS.length],
  };
  return { shown, values: { number, date, amount } };
}
