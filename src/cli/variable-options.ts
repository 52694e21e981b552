import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import type { VariableChanges } from "../core/records/variables";
import { repeated } from "./values";

/** Variables of the environment to set, and to take away. */
export interface VariableOptions {
  /** `NAME=VALUE`. False takes all away. */
  readonly env?: readonly string[] | false | undefined;
  readonly unsetEnv?: readonly string[] | undefined;
}

export function addVariableOption(command: Command, whose: string): Command {
  return command.option("--env <name=value>", `a variable for ${whose}; may be repeated`, assignment);
}

/** For what may have variables already. */
export function addVariableOptions(command: Command, whose: string): Command {
  return addVariableOption(command, whose)
    .option("--unset-env <name>", "take a variable away; may be repeated", unset)
    .option("--no-env", "take all variables away");
}

export const variablesHelp = `
What --env says is written into the queue's file. For what nobody may read, say --env 'NAME=\${secret:NAME}': a window
fills in what was kept with "Lockstep: Set Secret...".`;

/** Undefined when nothing changes, null when all are taken away. What is both set and taken away is set. */
export function variablesFrom({ env, unsetEnv = [] }: VariableOptions): VariableChanges | null | undefined {
  if (env === false) {
    return null;
  }
  const changes = [...unsetEnv.map((name) => [name, null] as const), ...(env ?? []).map(nameAndValue)];
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/** The same for what is new: there is nothing to take away. */
export function variablesToAdd({ env = [] }: VariableOptions): Readonly<Record<string, string>> | undefined {
  return env === false || env.length === 0 ? undefined : Object.fromEntries(env.map(nameAndValue));
}

/** @throws {LockstepError} `INVALID` */
function assignment(text: string, before: readonly string[] | false | undefined): readonly string[] {
  if (before === false) {
    throw new LockstepError("INVALID", "Say either --env or --no-env, not both.");
  }
  if (text.indexOf("=") < 1) {
    throw new LockstepError("INVALID", "--env is NAME=VALUE, not “{0}”.", [text]);
  }
  checkName(nameAndValue(text)[0]);
  return repeated(text, before);
}

function unset(name: string, before: readonly string[] | undefined): readonly string[] {
  checkName(name);
  return repeated(name, before);
}

/** Stricter than systems are: what a space gets into was meant to be something else. @throws {LockstepError} `INVALID` */
function checkName(name: string): void {
  if (!/^[^\s\p{Cc}=]+$/u.test(name)) {
    throw new LockstepError("INVALID", "“{0}” is not the name of a variable.", [name]);
  }
}

function nameAndValue(text: string): readonly [name: string, value: string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}
