import { TextDecoder } from "node:util";
import type { OutputSource } from "../../core/runner/execution";

/** What a program writes to pipes, as a terminal takes it: characters are whole, and lines begin at the left. */
export class TerminalText {
  private readonly decoders: Readonly<Record<OutputSource, TextDecoder>> = {
    stdout: new TextDecoder(),
    stderr: new TextDecoder(),
  };

  read(chunk: Uint8Array, source: OutputSource): string {
    return terminalLines(this.decoders[source].decode(chunk, { stream: true }));
  }
}

export function terminalLines(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}
