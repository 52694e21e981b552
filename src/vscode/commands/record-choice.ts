import type * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { type Findable, findRecordIfAny } from "../../core/records/find-record";
import type { Listing } from "../../core/records/named-document-repository";
import type { OpenFolder } from "../workspace-folders";
import { type Choice, pick } from "./questions";

export interface InFolder<T> {
  readonly folder: OpenFolder;
  readonly record: T;
}

/** Records of which something is possible. */
export interface Wanted<T> {
  isPossible(record: T): boolean;
  /** Above the list to choose from; left out, the usual one. */
  readonly title?: string;
  /** What to say where it is possible of none. */
  readonly none: string;
}

/** Of several those of which it is possible; where it is of none, all of them: what says why is asked, then. */
export function possibleOf<T>(chosen: readonly T[], isPossible: (one: T) => boolean): readonly T[] {
  const possible = chosen.filter(isPossible);
  return possible.length === 0 ? chosen : possible;
}

/** What has to be known of one kind of record to choose among them. */
export interface RecordKind<T> {
  readonly noun: string;
  /** Above the list to choose from. */
  readonly title: string;
  /** What to say where there is nothing to choose from. */
  readonly none: string;
  list(folder: OpenFolder): Promise<Listing<T>>;
  shown(record: T, folder: OpenFolder): vscode.QuickPickItem;
}

/** All records of `folders` as they are on disk now, and what is wrong with those that can't be read. */
async function readAll<T>(kind: RecordKind<T>, folders: readonly OpenFolder[]) {
  const listings = await Promise.all(folders.map(async (folder) => ({ folder, listing: await kind.list(folder) })));
  return {
    found: listings.flatMap(({ folder, listing }) => listing.items.map((record) => ({ folder, record }))),
    problems: listings.flatMap(({ listing }) => listing.problems),
  };
}

/**
 * The record that `ref` means: its id, the beginning of it, or its name.
 *
 * @throws {LockstepError} `NOT_FOUND`; `INVALID` when several could be meant; what is wrong with a document that may hold it
 */
export async function findByWords<T extends Findable>(
  kind: RecordKind<T>,
  folders: readonly OpenFolder[],
  ref: string,
): Promise<InFolder<T>> {
  const { found, problems } = await readAll(kind, folders);
  const record = findRecordIfAny(
    found.map((candidate) => candidate.record),
    ref,
    kind.noun,
  );
  const match = found.find((candidate) => candidate.record === record);
  if (match !== undefined) {
    return match;
  }
  throw problems[0]?.error ?? new LockstepError("NOT_FOUND", "There is no {0} “{1}”.", [kind.noun, ref]);
}

/**
 * Asks which one. `more` are choices below the records, such as to create one.
 *
 * @throws {LockstepError} `NOT_FOUND` when there is nothing to choose; `ABORTED`; what is wrong when nothing can be read
 */
export async function chooseRecord<T>(
  kind: RecordKind<T>,
  folders: readonly OpenFolder[],
  more: readonly Choice<() => Promise<InFolder<T>>>[] = [],
): Promise<InFolder<T>> {
  const { found, problems } = await readAll(kind, folders);
  if (found.length + more.length === 0) {
    throw problems[0]?.error ?? new LockstepError("NOT_FOUND", kind.none);
  }
  const choices = found.map((candidate) => {
    const shown = kind.shown(candidate.record, candidate.folder);
    const place = folders.length === 1 ? [] : [candidate.folder.name];
    const description = [shown.description ?? "", ...place].filter((part) => part !== "").join(" · ");
    return { ...shown, description, value: async () => candidate };
  });
  const chosen = await pick(kind.title, [...choices, ...more]);
  return await chosen();
}
