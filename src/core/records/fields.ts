import * as z from "zod/mini";
import { idPattern } from "../ids";
import { limits } from "./limits";

// The fields that several kinds of record share. `import * as z` and the mini build keep the CLI's start-up cheap:
// `import { z }` pulls every locale and the JSON Schema generator into the bundle (418 KB instead of 22 KB).

/** Something to read, so not blank. */
const notBlank = z.regex(/\S/u, "must not be blank");
/** What the operating system ends a string at. */
const noNul = z.refine<string>((text) => !text.includes("\0"), "must not hold a NUL character");

/** The format version of a document. A newer one is recognised before its schema is asked. */
export const formatVersion = z
  .int()
  .check(z.minimum(1), z.maximum(1), z.describe("The format of this document. Always 1."));

export function id(of: string) {
  return z
    .string()
    .check(z.regex(idPattern, "an id is 1 to 64 letters, digits, “-” or “_”"))
    .check(z.describe(`Random and unique: what the ${of} is known by. Letters, digits, “-” and “_”.`));
}

/** One line that a person wrote: a name, a label. */
export function title(description: string) {
  return z.string().check(notBlank, z.maxLength(limits.line), z.describe(description));
}

/** Text of any number of lines. */
export function prose(description: string, most: number = limits.description) {
  return z.string().check(z.maxLength(most), z.describe(description));
}

/** Something that the operating system runs or enters. */
export function systemText(description: string, most: number) {
  return z.string().check(notBlank, noNul, z.maxLength(most), z.describe(description));
}

export function timestamp(description: string) {
  return z.iso
    .datetime({ offset: true })
    .check(z.describe(`${description} ISO 8601, such as 2026-01-31T12:00:00.000Z.`));
}

export function directory(description: string) {
  return systemText(description, limits.path);
}

export const environment = z
  .record(
    z.string().check(z.regex(/^[^=]+$/u, "a variable's name is not empty and has no “=”"), noNul),
    z.string().check(noNul, z.maxLength(limits.environmentValue)),
  )
  .check(
    z.refine((variables) => Object.keys(variables).length <= limits.environmentVariables, "too many variables"),
    z.describe("Environment variables, added to those of the window that runs it."),
  );

export function count(description: string) {
  return z.int().check(z.minimum(0), z.describe(description));
}

export function amount(description: string) {
  return z.number().check(z.minimum(0), z.describe(description));
}
