import type { GraphError } from './graphError.ts';
import { ATTACHMENT_REQUIRED, MESSAGE_PROPERTIES, type PropertyType, type TypeName } from './messageProperties.ts';

/** The first thing about this body that the metadata does not allow, in the order of the body. */
export function checkProperties(body: unknown): GraphError | undefined {
  if (!isObject(body)) return unreadable;
  for (const [name, value] of Object.entries(body)) {
    if (name === 'message') {
      const failure = checkType(value, 'message');
      if (failure !== undefined) return failure;
    } else if (name === 'saveToSentItems') {
      if (typeof value !== 'boolean') return undeserializable;
    } else return unknownParameter(name);
  }
  return isObject(body.message) ? undefined : noMessage;
}

/** As `checkProperties`, for a body that is the message itself. */
export const checkMessage = (body: unknown): GraphError | undefined => (isObject(body) ? checkType(body, 'message') : unreadable);

function checkType(value: unknown, type: TypeName): GraphError | undefined {
  if (!isObject(value)) return undeserializable;
  for (const [name, each] of Object.entries(value)) {
    const failure = name === '@odata.type' ? checkTypeName(each, type) : checkProperty(name, each, type);
    if (failure !== undefined) return failure;
  }
  const lacking = type === 'fileAttachment' && ATTACHMENT_REQUIRED.some((name) => value[name] === undefined);
  return lacking ? undeserializable : undefined;
}

function checkTypeName(value: unknown, type: TypeName): GraphError | undefined {
  if (typeof value !== 'string') return undeserializable;
  if (value === `#microsoft.graph.${type}`) return undefined;
  const message = `A type named '${value.replace(/^#/, '')}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`;
  return { status: 400, code: 'RequestBodyRead', message };
}

function checkProperty(name: string, value: unknown, type: TypeName): GraphError | undefined {
  const known = MESSAGE_PROPERTIES[type];
  const property = Object.hasOwn(known, name) ? known[name] : undefined;
  return property === undefined ? unknownProperty(name, type) : checkValue(value, property);
}

function checkValue(value: unknown, property: PropertyType): GraphError | undefined {
  if (typeof property === 'string') return isPlain(value, property) ? undefined : undeserializable;
  if (value === null) return undefined;
  if ('enum' in property) return checkEnum(value, property.enum);
  if ('one' in property) return checkType(value, property.one);
  if (!Array.isArray(value)) return undeserializable;
  return firstFailure(value, (each) => checkType(each, property.many));
}

function firstFailure<T>(list: T[], check: (item: T) => GraphError | undefined): GraphError | undefined {
  for (const item of list) {
    const failure = check(item);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function checkEnum(value: unknown, members: readonly string[]): GraphError | undefined {
  const fits = typeof value === 'string' && members.some((each) => each.toLowerCase() === value.toLowerCase());
  if (fits) return undefined;
  return {
    status: 400,
    code: 'RequestBodyRead',
    message: `Cannot convert the literal '${String(value)}' to the expected type; it takes one of ${members.join(', ')}.`,
  };
}

function isPlain(value: unknown, type: Extract<PropertyType, string>): boolean {
  if (value === null) return !type.endsWith('!');
  switch (type) {
    case 'string':
    case 'string!':
      return typeof value === 'string';
    case 'boolean':
    case 'boolean!':
      return typeof value === 'boolean';
    case 'integer!':
      return Number.isInteger(value);
    case 'strings':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'dateTime':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/.test(value) &&
        !Number.isNaN(Date.parse(value))
      );
    case 'base64':
      return typeof value === 'string' && isBase64(value);
  }
}

/** Edm.Binary: both alphabets, padding optional. One character more than a multiple of four carries no byte at all. */
const isBase64 = (text: string) => /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unreadable: GraphError = {
  status: 400,
  code: 'BadRequest',
  message: 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
};

const undeserializable: GraphError = { status: 400, code: 'UnableToDeserializePostBody', message: 'were unable to deserialize ' };

const unknownProperty = (name: string, type: TypeName): GraphError => ({
  status: 400,
  code: 'RequestBodyRead',
  message: `The property '${name}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
});

const unknownParameter = (name: string): GraphError => ({
  status: 400,
  code: 'RequestBodyRead',
  message: `The parameter '${name}' in the request payload is not a valid parameter for the operation 'sendMail'.`,
});

const noMessage: GraphError = {
  status: 400,
  code: 'ErrorInvalidParameter',
  message: "The value of the parameter 'Message' is empty.",
};
