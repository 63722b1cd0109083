/**
 * The batches of `Word.run`: a small interpreter over plain objects. Methods and properties carry Office's names with a small
 * first letter; what a query did not select is not handed out, so that code that forgot to load something fails here as in Office.
 */
export interface RichBatch {
  Actions: RichAction[];
  ObjectPaths: Record<string, ObjectPath>;
}

interface RichAction {
  Id: number;
  ActionType: number;
  Name: string;
  ObjectPathId: number;
  ArgumentInfo?: ArgumentInfo;
  QueryInfo?: { Select?: string[]; Expand?: string[] };
}

interface ObjectPath {
  ObjectPathType: number;
  Name: string;
  ParentObjectPathId: number;
  ArgumentInfo?: ArgumentInfo;
}

interface ArgumentInfo {
  Arguments?: unknown[];
  ReferencedObjectPathIds?: number[] | null;
}

type Thing = Record<string, unknown>;
type BatchAnswer = [status: number, headers: [], body: string];

/** An error that the batch answers with, as `OfficeExtension.Error` shows it. */
export class RichError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const PATH = { global: 1, newObject: 2, method: 3, property: 4, indexer: 5, reference: 6 };
const ACTION = { instantiate: 1, query: 2, method: 3, setProperty: 4, update: 7 };

/** @param kept objects that outlive their batch, by the reference that office.js was given. */
export function runRichApi(batch: RichBatch, root: Thing, kept: Map<string, unknown>): BatchAnswer {
  const known = new Map<number, unknown>();
  const at = (id: number): unknown => {
    if (!known.has(id)) known.set(id, follow(id));
    return known.get(id);
  };
  const given = (info: ArgumentInfo | undefined): unknown[] =>
    (info?.Arguments ?? []).map((value, i) => {
      const id = info?.ReferencedObjectPathIds?.[i];
      return id ? at(id) : value;
    });
  const follow = (id: number): unknown => {
    const path = batch.ObjectPaths[id];
    if (!path) throw new RichError('InvalidObjectPath', `There is no object ${id} in this batch`);
    if (path.ObjectPathType === PATH.global) return root;
    if (path.ObjectPathType === PATH.newObject) return newObject(path.Name);
    if (path.ObjectPathType === PATH.reference) return kept.get(path.Name);
    const parent = at(path.ParentObjectPathId) as Thing;
    if (path.ObjectPathType === PATH.property) return read(parent, path.Name);
    if (path.ObjectPathType === PATH.method) return callOn(parent, path.Name, given(path.ArgumentInfo));
    if (path.ObjectPathType === PATH.indexer) return callOn(parent, 'getItem', given(path.ArgumentInfo));
    throw new RichError('NotImplemented', `Object path of type ${path.ObjectPathType}`);
  };
  const act = (action: RichAction): unknown => {
    const on = at(action.ObjectPathId) as Thing;
    switch (action.ActionType) {
      case ACTION.instantiate:
        return isNull(on) ? { _IsNull: true } : { _ReferenceId: keep(kept, on) };
      case ACTION.query:
        return isNull(on) ? { _IsNull: true } : { ...shown(on, action.QueryInfo), _ReferenceId: keep(kept, on) };
      case ACTION.method:
        return callOn(on, action.Name, given(action.ArgumentInfo)) ?? null;
      case ACTION.setProperty:
        on[small(action.Name)] = given(action.ArgumentInfo)[0];
        return null;
      case ACTION.update:
        Object.assign(on, given(action.ArgumentInfo)[0]);
        return null;
      default:
        return null;
    }
  };
  try {
    const Results = batch.Actions.map((action) => ({ ActionId: action.Id, Value: plain(act(action)) }));
    return [200, [], JSON.stringify({ Results })];
  } catch (error) {
    const Code = error instanceof RichError ? error.code : 'GeneralException';
    const Message = error instanceof Error ? error.message : String(error);
    return [400, [], JSON.stringify({ Error: { Code, Message, Location: '' } })];
  }
}

function keep(kept: Map<string, unknown>, thing: unknown): string {
  const reference = `{${kept.size}}`;
  kept.set(reference, thing);
  return reference;
}

const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const isNull = (thing: unknown): boolean => thing === null || thing === undefined;

/** office.js tells its own service that it is ready to be called back; nobody calls. */
function newObject(name: string): Thing {
  if (name.startsWith('Microsoft.InternalService')) return { notifyActionHandlerReady: () => null };
  throw new RichError('NotImplemented', `A new ${name}`);
}

function read(thing: Thing, name: string): unknown {
  if (!(small(name) in thing)) throw new RichError('ApiNotFound', `No property ${name}`);
  return thing[small(name)];
}

function callOn(thing: Thing | null, name: string, given: unknown[]): unknown {
  if (name === '_KeepReference' || name === '_RemoveReference') return null;
  const method = thing?.[small(name)];
  if (typeof method !== 'function') throw new RichError('ApiNotFound', `No method ${name}`);
  return method.apply(thing, given);
}

const isValue = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** What a query may see of a thing: values, and the things named by `Expand` or by a path. */
function shown(thing: Thing, query: RichAction['QueryInfo'], under = ''): Thing {
  const select = (query?.Select ?? []).map((name) => name.toLowerCase());
  const prefix = under === '' ? '' : `${under}/`;
  const wanted = (name: string) => select.length === 0 || select.includes(`${prefix}${name}`.toLowerCase());
  const out: Thing = {};
  for (const [name, value] of Object.entries(thing)) {
    const path = `${prefix}${name}`.toLowerCase();
    if (isValue(value) && wanted(name)) out[capital(name)] = value;
    else if (isThing(value) && select.some((each) => each.startsWith(`${path}/`)))
      out[capital(name)] = shown(value, query, `${prefix}${name}`);
  }
  const { items } = thing;
  if (Array.isArray(items))
    out['_Items'] = items.map((item: Thing) => ({ ...shown(item, query), ...shown(item, query, 'items') }));
  return out;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Results of methods: only values cross the wire, and the `value` of a `ClientResult`. */
function plain(value: unknown): unknown {
  return value === undefined || typeof value === 'function' ? null : value;
}
