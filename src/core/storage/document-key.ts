import { LockstepError } from "../errors";
import type { DocumentKey } from "./document-store";

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

export function isId(text: string): boolean {
  return idPattern.test(text);
}

/** @throws {LockstepError} `INVALID` before an id that could lead elsewhere becomes part of a path */
export function assertId(id: string): void {
  if (!isId(id)) {
    throw new LockstepError("INVALID", '"{0}" is not an id: ids are 1 to 64 letters, digits, "_" or "-".', [id]);
  }
}

/** `queues/<id>`. @throws {LockstepError} `INVALID` */
export function documentKey(collection: string, id: string): DocumentKey {
  assertId(id);
  return `${collection}/${id}`;
}

export function idOf(key: DocumentKey): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
