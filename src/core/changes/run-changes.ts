import * as z from "zod/mini";
import { count, formatVersion, id, prose, timestamp } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { type DocumentCodec, jsonCodec } from "../storage/document-codec";

/** The most files that are kept of one run; how many more there were is kept as a number. */
export const largestRun = 2000;

/** Relative, with “/”, never out of the folder. Files that exist may have any other name, with line ends and quotes. */
const changedPath = (description: string) =>
  z
    .string()
    .check(
      z.regex(
        /^(?!\/)(?!(?:[\s\S]*\/)?\.\.(?:\/|$))[^\0]+$/u,
        "must be relative to the workspace folder, without “..”",
      ),
    )
    .check(z.maxLength(limits.path), z.describe(description));

const fileChangeSchema = z.looseObject({
  path: changedPath("The file, relative to the workspace folder, with “/”."),
  change: z.enum(["created", "modified", "deleted", "renamed"]).check(z.describe("What became of it.")),
  from: z.optional(changedPath("Where it was, when it was renamed.")),
  added: z.optional(count("Lines that it has now and had not, as far as git tells.")),
  removed: z.optional(count("Lines that it had and has not now, likewise.")),
});

const runChangesSchema = z.looseObject({
  id: id("run"),
  title: z.optional(prose("What people call the run.", limits.line)),
  queue: z.optional(id("queue")),
  group: z.optional(id("group")),
  job: z.optional(id("command or session")),
  startedAt: timestamp("When somebody began to watch."),
  endedAt: timestamp("When somebody had looked what changed."),
  incomplete: z.optional(z.boolean().check(z.describe("Whether some of the folder could not be looked at."))),
  more: z.optional(count("How many files it changed besides those that are kept.")),
  files: z.array(fileChangeSchema).check(z.maxLength(largestRun)),
});

const changesSchema = z.looseObject({
  version: formatVersion,
  runs: z.array(runChangesSchema).check(z.maxLength(limits.records)),
});

/** One file that changed while a run ran. */
export type FileChange = Immutable<z.infer<typeof fileChangeSchema>>;
/** What changed while a run ran. Nobody can tell that it was the run, and not a person or another run. */
export type RunChanges = Immutable<z.infer<typeof runChangesSchema>>;
/** `local/changes/<month>-<part>.json`: what some runs changed, in order of recording. */
export type ChangesDocument = Immutable<z.infer<typeof changesSchema>>;

export const changesCodec: DocumentCodec<ChangesDocument> = jsonCodec<ChangesDocument>(changesSchema, 1);
