import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { checkProperties } from '../../../server/sandbox/checkProperties.ts';
import { MESSAGE_PROPERTIES, type PropertyType, type TypeName } from '../../../server/sandbox/messageProperties.ts';

/** The schema derived from Graph's metadata is test data of its own and not part of the project. */
const folder = process.env.CORPUS_DIR;
const file = folder === undefined ? undefined : join(folder, 'graph', 'sendmail.schema.json');
const schema = file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Schema) : undefined;

type Shape = Record<string, unknown>;
interface Schema extends Shape {
  definitions: Record<string, { properties?: Record<string, unknown> }>;
}

if (schema === undefined) {
  // Said aloud, so that nobody believes the comparison ran.
  test(`the comparison with Graph's own metadata is left out: ${folder === undefined ? 'CORPUS_DIR is not set' : `there is no ${String(file)}`}`, () => {
    expect(Object.keys(MESSAGE_PROPERTIES)).toContain('message');
  });
} else {
  describe("agrees with Graph's metadata", () => compare(schema));
}

function compare(metadata: Schema) {
  test('in the names of all types and properties', () => {
    const theirs = Object.entries(metadata.definitions)
      .filter(([, each]) => each.properties !== undefined)
      .map(([name, each]) => [
        name.replace('microsoft.graph.', ''),
        Object.keys(each.properties ?? {})
          .filter((key) => key !== '@odata.type')
          .toSorted(),
      ]);
    const ours = Object.entries(MESSAGE_PROPERTIES).map(([name, properties]) => [name, Object.keys(properties).toSorted()]);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
  });

  const ajv = new Ajv({ strict: false, allErrors: false });
  (addFormats as unknown as (on: Ajv) => void)(ajv);
  const allows = ajv.compile(metadata);

  const properties = (Object.keys(MESSAGE_PROPERTIES) as TypeName[]).flatMap((type) =>
    Object.entries(MESSAGE_PROPERTIES[type]).map(([name, kind]): [string, string, PropertyType] => [type, name, kind]),
  );
  test.each(properties)('in what %s.%s takes', (type, name) => {
    const verdicts = VALUES.map((value) => {
      const body = { message: around(type as TypeName, { ...REQUIRED[type], [name]: value }) };
      return [JSON.stringify(value), checkProperties(body) === undefined, allows(body)];
    });
    const split = verdicts.filter(([, ours, theirs]) => ours !== theirs);
    expect(split).toEqual([]);
  });
}

/** One value of every kind there is, and some that only look right. */
const VALUES = [
  null,
  true,
  7,
  7.5,
  '',
  'word',
  'aGk=',
  '###',
  'low',
  'HIGH',
  'html',
  'Text',
  'notFlagged',
  'focused',
  '2026-11-20T18:00:00Z',
  '2026-11-20',
  [],
  ['word'],
  [7],
  [null],
  {},
  [{}],
  [{ emailAddress: { address: 'a@b.example', name: null } }],
  { emailAddress: null },
  { emailAddress: { adress: 'a@b.example' } },
  { content: 'x', contentType: 'html' },
  { dateTime: '2026-11-20T18:00:00', timeZone: 'UTC' },
  { flagStatus: 'complete' },
  [{ name: 'x-a', value: 'b' }],
  [{ id: 'String 0x1', value: 'b' }],
  [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes: 'aGk=' }],
  [{ name: 'a', contentBytes: 'aGk=' }],
];

const REQUIRED: Record<string, object> = {
  fileAttachment: { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes: 'aGk=' },
};

/** A message that holds an object of this type somewhere. */
function around(type: TypeName, value: object): object {
  switch (type) {
    case 'message':
      return value;
    case 'recipient':
      return { from: value };
    case 'emailAddress':
      return { toRecipients: [{ emailAddress: value }] };
    case 'itemBody':
      return { body: value };
    case 'followupFlag':
      return { flag: value };
    case 'dateTimeTimeZone':
      return { flag: { dueDateTime: value } };
    case 'internetMessageHeader':
      return { internetMessageHeaders: [value] };
    case 'fileAttachment':
      return { attachments: [value] };
    case 'singleValueLegacyExtendedProperty':
      return { singleValueExtendedProperties: [value] };
    case 'multiValueLegacyExtendedProperty':
      return { multiValueExtendedProperties: [value] };
  }
}
