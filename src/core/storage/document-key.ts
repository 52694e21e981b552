import { checkId } from "../ids";
import type { DocumentKey } from "./document-store";

/** `queues/<id>`. @throws {LockstepError} `INVALID` */
export function documentKey(collection: string, id: string): DocumentKey {
  checkId(id);
  return `${collection}/${id}`;
}

export function idOf(key: DocumentKey): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
