/** `W <name of a ticket>`: what somebody who waits writes into the lock file of whoever holds it. */
const prefix = "W ";

export const noteOf = (ticket: string): string => `${prefix}${ticket}`;

export const isNote = (line: string): boolean => line.startsWith(prefix);

/** The names of the tickets noted in the text of an owner file, in order, each once. */
export function notesIn(text: string): readonly string[] {
  return [...new Set(text.split("\n").filter(isNote))].map((line) => line.slice(prefix.length));
}
