import * as z from "zod/mini"; // never z.core at run time: that takes all of zod into the bundle

type Schema = z.core.$ZodType;
type Check = (value: unknown) => boolean;

/**
 * Tells whether `schema` would hand a value back just as it is: valid, no default missing, the keys in its order and
 * those that it does not know after them. Zod copies every object on its way through, and that takes most of its time;
 * this copies none. Where it can't tell it says no: what a value becomes, or why it is wrong, only zod says.
 *
 * The rules stay the schema's: this looks into objects and arrays, and runs the schema's own checks on what is there.
 */
export function plainCheck<T>(schema: z.core.$ZodType<T>): (value: unknown) => value is T {
  const isPlain = checkOf(schema);
  return (value): value is T => isPlain(value);
}

function checkOf(schema: Schema): Check {
  if (schema instanceof z.ZodMiniObject) {
    const isLoose = schema._zod.def.catchall instanceof z.ZodMiniUnknown;
    return isLoose ? withChecks(schema, plainObject(schema._zod.def.shape)) : unchanged(schema);
  }
  if (schema instanceof z.ZodMiniDiscriminatedUnion) {
    const options = schema._zod.def.options.map((option) => checkOf(option)); // no value fits two
    return withChecks(schema, (value) => options.some((isPlain) => isPlain(value)));
  }
  if (schema instanceof z.ZodMiniArray) {
    return withChecks(schema, plainArray(schema._zod.def.element));
  }
  if (isWrapper(schema)) {
    return withChecks(schema, checkOf(schema._zod.def.innerType));
  }
  if (schema instanceof z.ZodMiniString) {
    return likeTheLast(primitive("string", rulesOf(schema)));
  }
  if (schema instanceof z.ZodMiniNumber) {
    return likeTheLast(primitive("number", rulesOf(schema)));
  }
  return likeTheLast(unchanged(schema));
}

/** What is there they pass on, and to undefined every check says no. */
function isWrapper(schema: Schema): schema is z.ZodMiniOptional | z.ZodMiniDefault | z.ZodMiniPrefault {
  return (
    schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniPrefault
  );
}

function unchanged(schema: Schema): Check {
  return (value) => {
    const result = schema._zod.run({ value, issues: [] }, { async: false });
    return value !== undefined && !(result instanceof Promise) && result.issues.length === 0 && result.value === value;
  };
}

/** Records in a row often have the same path or state. */
function likeTheLast(isPlain: Check): Check {
  let last: unknown;
  return (value) => {
    if (value === last) {
      return value !== undefined;
    }
    const answer = isPlain(value);
    if (answer && typeof value !== "object") {
      last = value;
    }
    return answer;
  };
}

function primitive(type: "string" | "number", rules: readonly Rule[]): Check {
  const passes = passing(rules);
  return (value) => typeof value === type && !(type === "number" && !Number.isFinite(value)) && passes(value);
}

/** A check of zod, whatever its type of value: the type was looked at before. */
interface Rule {
  readonly _zod: { readonly def: { readonly check: string }; check(payload: z.core.ParsePayload): unknown };
}

function withChecks(schema: Schema, isPlain: Check): Check {
  const rules = rulesOf(schema);
  const passes = passing(rules);
  return rules.length === 0 ? isPlain : (value) => isPlain(value) && passes(value);
}

function rulesOf(schema: Schema): readonly Rule[] {
  const added: readonly Rule[] = schema._zod.def.checks ?? [];
  const all = isRule(schema) ? [schema, ...added] : added;
  return all.filter(({ _zod }) => _zod.def.check !== "describe");
}

/** Such as z.int() and z.iso.datetime(). */
function isRule(schema: Schema): schema is Schema & Rule {
  return schema._zod.traits.has("$ZodCheck");
}

/** One payload for all values: to make them would take longer than the checks do. */
function passing(rules: readonly Rule[]): Check {
  const payload: z.core.ParsePayload = { value: undefined, issues: [] };
  const checks = rules.map(({ _zod }) => _zod.check);
  return (value) => {
    payload.value = value;
    for (let index = 0; index < checks.length; index++) {
      checks[index]?.(payload);
    }
    const answer = payload.issues.length === 0 && payload.value === value;
    if (!answer) {
      payload.issues = [];
    }
    return answer;
  };
}

function plainArray(element: Schema): Check {
  const isPlain = checkOf(element);
  return (value) => {
    if (!Array.isArray(value)) {
      return false;
    }
    for (const item of value) {
      if (!isPlain(item)) {
        return false;
      }
    }
    return true;
  };
}

interface Field {
  readonly key: string;
  readonly isPlain: Check;
  readonly mayBeAbsent: boolean;
}

function plainObject(shape: z.core.$ZodShape): Check {
  const known = new Set(["__proto__", ...Object.keys(shape)]); // zod drops a key `__proto__`
  const fields = Object.entries(shape).map(([key, field]) => ({
    key,
    isPlain: checkOf(field),
    mayBeAbsent: field._zod.optin === "optional" && field._zod.optout === "optional",
  }));
  const required = fields.findLastIndex(({ mayBeAbsent }) => !mayBeAbsent);
  return (value) => {
    if (!isPlainRecord(value)) {
      return false;
    }
    let next = 0;
    for (const key in value) {
      const place = placeOf(key, fields, next);
      const field = fields[place];
      if (place < 0 || (field === undefined ? known.has(key) : !field.isPlain(value[key]))) {
        return false;
      }
      next = place + 1;
    }
    return next > required;
  };
}

/** Of an unknown key it is the end. -1 where that would leave out what must be there. */
function placeOf(key: string, fields: readonly Field[], from: number): number {
  let place = from;
  for (let field = fields[place]; field !== undefined && field.key !== key; field = fields[++place]) {
    if (!field.mayBeAbsent) {
      return -1;
    }
  }
  return place;
}

function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
