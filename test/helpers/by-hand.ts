// Queues and groups as a person or another tool writes them: what has a default is left out.

export const longAgo = "2026-01-01T00:00:00.000Z";

/** A queue or a group. */
export function byHand(id: string, rest: object = {}) {
  return { version: 1, id, name: id.toUpperCase(), createdAt: longAgo, updatedAt: longAgo, ...rest };
}

export function command(id: string, rest: object = {}) {
  return { id, run: { kind: "shell", command: id }, addedAt: longAgo, ...rest };
}

export function session(id: string, rest: object = {}) {
  return { id, name: id, run: { kind: "shell", command: id }, ...rest };
}
