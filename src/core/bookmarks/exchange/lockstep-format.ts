import * as z from "zod/mini";
import { bookmarkSchema } from "../bookmark";
import type { Entry, ForeignFormat } from "./foreign-entry";

const exported = z.looseObject({ version: z.int(), bookmarks: z.array(z.unknown()) });

/** Our own document, from another folder or machine. Its lines and columns count from 1. */
export const lockstepFormat: ForeignFormat = {
  source: "lockstep",
  title: "Lockstep",
  read(json) {
    const { data } = z.safeParse(exported, json);
    return data && { entries: data.bookmarks.map(entryOf) };
  },
};

function entryOf(record: unknown): Entry {
  const { data } = z.safeParse(bookmarkSchema, record);
  if (data === undefined) {
    return { path: "", unreadable: "it is not a bookmark of a version that this Lockstep knows" };
  }
  const { path, line, column, list, label, note, tags, color, icon, mnemonic, branch, target, anchor } = data;
  const described = { label, note, tags, color, icon, mnemonic, branch, target, anchor };
  // One that is in no list there is in none here, whatever the default list.
  return { path, line: line - 1, column: column - 1, list: list ?? null, ...described };
}
