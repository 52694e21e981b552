import { randomUUID } from "node:crypto";

/** What tells one ownership from all others: 16 hexadecimal digits, 60 bits of them random. Part of file names. */
export function newToken(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16); // Node keeps random bytes for it in stock
}

export const tokenPattern = /^[0-9a-f]{16}$/;
