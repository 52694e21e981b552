import { createHash } from "node:crypto";
import { type Bookmark, idByHand } from "./bookmark";

/**
 * People and agents who write into the document need not make up ids. A record without one gets an id made from what it
 * says: the same on every read, whatever comes before it; it is stored with the next change.
 */
export function withIds<B extends Bookmark>(bookmarks: B[]): B[] {
  return bookmarks.some(isByHand)
    ? bookmarks.map((one) => (isByHand(one) ? { ...one, id: idOf(one) } : one))
    : bookmarks;
}

const isByHand = ({ id }: Bookmark) => id === idByHand;

function idOf({ path, line, target, label }: Bookmark): string {
  const words = JSON.stringify([path, line, target, label]);
  return `${idByHand}-${createHash("sha256").update(words).digest("base64url").slice(0, 16)}`;
}
