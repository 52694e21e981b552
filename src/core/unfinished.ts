/** Stands where code is on its way. Nothing of it stays. */
export function unfinished(): never {
  throw new Error("Unfinished.");
}
