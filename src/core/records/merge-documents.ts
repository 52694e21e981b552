import { isDeepStrictEqual } from "node:util";
import { type BookmarksDocument, bookmarksCodec } from "../bookmarks/bookmarks-document";
import { driftingFields, fieldsOfLine } from "../bookmarks/drifting-fields";
import { mergeLists } from "../bookmarks/merge-lists";
import { sortedByPlace } from "../bookmarks/place-order";
import { LockstepError } from "../errors";
import { type Group, groupCodec, type Session } from "../groups/group";
import { wouldWaitForItself } from "../jobs/dependencies";
import { queueCodec } from "../queues/queue";
import { type DocumentCodec, DocumentFormatError } from "../storage/document-codec";
import { changed, replaced } from "./changed";
import type { FieldRules, Fields } from "./merge-fields";
import type { Run } from "./run";
import { type MergeConflict, type MergeRules, mergeDocuments } from "./three-way-merge";

export type DocumentKind = "bookmarks" | "group" | "queue";

/** The texts of three versions of one document. An empty base is none: both sides added it. */
export interface TextVersions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface MergedText {
  readonly text: string;
  /** What both sides changed, differently, and is as ours has it. */
  readonly conflicts: readonly NamedConflict[];
}

export interface NamedConflict extends MergeConflict {
  /** What people call the record, or the document where it is a field of its own. */
  readonly name: string;
}

/** Merges two people's versions of a document as it stands in git. @throws {LockstepError} `CORRUPT`, `NEWER_VERSION` */
export function mergeTexts(kind: DocumentKind, versions: TextVersions): MergedText {
  return mergers[kind](versions);
}

/** What a document is, by its place in a state folder; else by what is in it. Undefined when neither tells. */
export function kindOf(path: string | undefined, text: string): DocumentKind | undefined {
  const place = path?.replaceAll("\\", "/") ?? "";
  const [kind] = [
    ["bookmarks", /(?:^|\/)bookmarks\.json$/, /"bookmarks"\s*:\s*\[/] as const,
    ["group", /(?:^|\/)groups\/[^/]+\.json$/, /"sessions"\s*:\s*\[/] as const,
    ["queue", /(?:^|\/)queues\/[^/]+\.json$/, /"commands"\s*:\s*\[/] as const,
  ].find(([, name, field]) => (place === "" ? field.test(text) : name.test(place))) ?? [undefined];
  return kind;
}

const run = ["status", "startedAt", "completedAt", "exitCode", "owner", "costUsd", "tokens", "error"];
const ofJob: FieldRules = { newest: [run], sets: ["dependsOn"], nested: ["env"] };

const mergers: Readonly<Record<DocumentKind, (versions: TextVersions) => MergedText>> = {
  bookmarks: merger({
    codec: bookmarksCodec,
    rules: {
      records: "bookmarks",
      // Lists merge one by one, when the rest is done.
      ofDocument: { newest: [["lists"]], sets: [], nested: [] },
      ofRecord: {
        newest: [fieldsOfLine, ["path"], ["order"], ["branch"]],
        sets: ["tags"],
        nested: [],
      },
      drifting: driftingFields,
    },
    finish: withMergedLists,
    nameOf: ({ bookmarks }, id) => {
      const bookmark = bookmarks.find((candidate) => candidate.id === id);
      return bookmark && `${bookmark.path}:${bookmark.line}`;
    },
  }),
  group: merger({
    codec: groupCodec,
    rules: {
      records: "sessions",
      ofDocument: { newest: [["status", "startedAt", "completedAt"]], sets: [], nested: ["config", "budget"] },
      ofRecord: ofJob,
    },
    finish: withSoundDependencies,
    nameOf: ({ name, sessions }, id) => (id === undefined ? name : sessions.find((session) => session.id === id)?.name),
  }),
  queue: merger({
    codec: queueCodec,
    rules: {
      records: "commands",
      ofDocument: { newest: [["status"]], sets: [], nested: ["config", "env"] },
      ofRecord: ofJob,
    },
    finish: (document) => ({ document, conflicts: [] }),
    nameOf: ({ name, commands }, id) => {
      const command = commands.find((candidate) => candidate.id === id);
      return id === undefined ? name : (command?.label ?? (command && jobText(command.run)));
    },
  }),
};

interface Mergeable<T extends Fields> {
  readonly codec: DocumentCodec<T>;
  readonly rules: MergeRules;
  /** What holds for the document as a whole. */
  readonly finish: (
    merged: T,
    ours: T,
    theirs: T,
    base: T | undefined,
  ) => { readonly document: T; readonly conflicts: readonly MergeConflict[] };
  readonly nameOf: (document: T, id: string | undefined) => string | undefined;
}

function withMergedLists(
  document: BookmarksDocument,
  ours: BookmarksDocument,
  theirs: BookmarksDocument,
  base: BookmarksDocument | undefined,
): { readonly document: BookmarksDocument; readonly conflicts: readonly MergeConflict[] } {
  const { lists, conflicts } = mergeLists(base, ours, theirs);
  const merged = changed(document, { lists: lists.length === 0 ? null : lists });
  return { document: { ...merged, bookmarks: sortedByPlace(document.bookmarks) }, conflicts };
}

function jobText(run: Run): string {
  return run.kind === "shell" ? run.command : run.prompt;
}

function merger<T extends Fields>({
  codec,
  rules,
  finish,
  nameOf,
}: Mergeable<T>): (versions: TextVersions) => MergedText {
  return ({ base, ours, theirs }) => {
    const our = read(codec, ours, "Our version");
    const their = read(codec, theirs, "Their version");
    const common = base.trim() === "" ? undefined : read(codec, base, "The version that both come from");
    const merged = mergeDocuments({ base: common, ours: our, theirs: their }, rules);
    const finished = finish(read(codec, JSON.stringify(merged.fields), "What both make together"), our, their, common);
    const named = ({ record, ...conflict }: MergeConflict): NamedConflict => ({
      record,
      name: nameOf(finished.document, record) ?? record ?? "the document",
      ...conflict,
    });
    return {
      text: format(codec, finished.document),
      conflicts: [...merged.conflicts, ...finished.conflicts].map(named),
    };
  };
}

function format<T>(codec: DocumentCodec<T>, document: T): string {
  try {
    return codec.format(document);
  } catch (error) {
    throw error instanceof DocumentFormatError ? invalid("What both make together", error) : error;
  }
}

function invalid(what: string, error: DocumentFormatError): LockstepError {
  return new LockstepError("CORRUPT", "{0} is not a valid document: {1}.", [what, error.message], { cause: error });
}

function read<T>(codec: DocumentCodec<T>, text: string, what: string): T {
  try {
    const { value, readOnly } = codec.parse(text);
    if (!readOnly) {
      return value;
    }
  } catch (error) {
    throw error instanceof DocumentFormatError ? invalid(what, error) : error;
  }
  throw new LockstepError("NEWER_VERSION", "{0} was written by a newer Lockstep. Please update this one.", [what]);
}

/**
 * A session can't depend on one that the other side removed. Where each side let one wait for the other, so that both
 * would wait for ever, what ours depends on stays as it was. What was wrong before stays wrong: a merge is no repair.
 */
function withSoundDependencies(
  merged: Group,
  ours: Group,
  theirs: Group,
): { readonly document: Group; readonly conflicts: readonly MergeConflict[] } {
  const removed = new Set([...ours.sessions, ...theirs.sessions].map(({ id }) => id));
  for (const { id } of merged.sessions) {
    removed.delete(id);
  }
  const withoutRemoved = (dependsOn: readonly string[]) => dependsOn.filter((id) => !removed.has(id));
  const conflicts: MergeConflict[] = [];
  let sessions: readonly Session[] = merged.sessions.map((session) => ({
    ...session,
    dependsOn: withoutRemoved(session.dependsOn),
  }));
  for (const session of sessions) {
    const our = ours.sessions.find(({ id }) => id === session.id)?.dependsOn ?? session.dependsOn;
    const dependsOn = withoutRemoved(our);
    const waited = [ours, theirs].some((side) => waitsForItself(side.sessions, session.id));
    if (!isDeepStrictEqual(dependsOn, session.dependsOn) && !waited && waitsForItself(sessions, session.id)) {
      conflicts.push({ record: session.id, field: "dependsOn", ours: dependsOn, theirs: session.dependsOn });
      sessions = replaced(sessions, { ...session, dependsOn });
    }
  }
  return { document: { ...merged, sessions }, conflicts };
}

function waitsForItself(sessions: readonly Session[], id: string): boolean {
  const session = sessions.find((candidate) => candidate.id === id);
  return session !== undefined && wouldWaitForItself(sessions, session);
}
