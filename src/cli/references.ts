import { Argument } from "commander";
import { checkId } from "../core/ids";

/** An argument that names a record: its id, the beginning of it, or its name where it has one. */
function reference(name: string, description: string): Argument {
  return new Argument(name, description).argParser(checked);
}

const named = "its name, or its id or the beginning of it";
const unnamed = "its id or the beginning of it";

export const queueArgument = () => reference("<queue>", named);
export const commandArgument = () => reference("<command>", unnamed);
export const optionalCommandArgument = () => reference("[command]", unnamed);
export const groupArgument = () => reference("<group>", named);
export const sessionArgument = () => reference("<session>", named);
export const optionalSessionArgument = () => reference("[session]", named);
export const transcriptArgument = () => reference("<transcript>", unnamed);
export const optionalTranscriptArgument = () => reference("[transcript]", `only this one: ${unnamed}`);
export const bookmarkArgument = () => reference("<bookmark>", unnamed);
export const bookmarkArguments = () => referenceArguments("<bookmark...>", "their ids or the beginnings of them");

/** For an argument that may be repeated. */
export function referenceArguments(name: string, description: string): Argument {
  return new Argument(name, description).argParser((ref, before: readonly string[] | undefined) => [
    ...(before ?? []),
    checked(ref),
  ]);
}

/** What would lead out of the folder can only be meant as an id, and is none. @throws {LockstepError} `INVALID` */
function checked(ref: string): string {
  if (/(^|[\\/])\.\.([\\/]|$)/.test(ref)) {
    checkId(ref);
  }
  return ref;
}
