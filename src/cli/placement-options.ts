import { type Command, Option } from "commander";
import { LockstepError } from "../core/errors";
import type { Placement } from "../core/records/placement";
import { countedFromOne } from "./file-position";

export interface PlacementOptions {
  readonly at?: number | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export function addPlacementOptions(command: Command, noun: string): Command {
  return addPlaceOptions(command, noun).option(`--after <${noun}>`, `put it after this ${noun}`);
}

/** Those of {@link addPlacementOptions} for where `--after` means more than a place. */
export function addPlaceOptions(command: Command, noun: string): Command {
  const at = new Option("--at <n>", "its place, from 1; past the end is the end");
  return command
    .addOption(at.argParser((text) => countedFromOne("place", text)))
    .option(`--before <${noun}>`, `put it before this ${noun}`);
}

/**
 * `idOf` finds the record that is meant.
 *
 * @throws {LockstepError} `INVALID` for more than one place, and what `idOf` throws
 */
export function placementFrom(options: PlacementOptions, idOf: (ref: string) => string): Placement | undefined {
  const { at, before, after } = options;
  if ([at, before, after].filter((place) => place !== undefined).length > 1) {
    throw new LockstepError("INVALID", "Give one of --at, --before and --after.");
  }
  if (at !== undefined) {
    return { at };
  }
  if (before !== undefined) {
    return { before: idOf(before) };
  }
  return after === undefined ? undefined : { after: idOf(after) };
}

/** @throws {LockstepError} `INVALID` when no place is given, too */
export function requiredPlacement(options: PlacementOptions, idOf: (ref: string) => string): Placement {
  const placement = placementFrom(options, idOf);
  if (placement === undefined) {
    throw new LockstepError("INVALID", "Say where to: --at, --before or --after.");
  }
  return placement;
}
