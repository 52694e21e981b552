/**
 * A person who copies a record, or git when it merges a moved one, leaves two with one id. Records are addressed by id,
 * so the later ones get an id made from theirs. It is the same on every read; it is stored with the next change.
 */
export function withUniqueIds<R extends { readonly id: string }>(records: R[]): R[] {
  const ids = new Set(records.map(({ id }) => id));
  if (ids.size === records.length) {
    return records;
  }
  const seen = new Set<string>();
  return records.map((record) => {
    if (!seen.has(record.id)) {
      seen.add(record.id);
      return record;
    }
    const id = derivedId(record.id, ids);
    ids.add(id);
    return { ...record, id };
  });
}

function derivedId(id: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const candidate = id.slice(0, 64 - suffix.length) + suffix;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}
