import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

const size = Float64Array.BYTES_PER_ELEMENT;

/** When changes were acknowledged, written so that it outlives the process: what write(2) has taken survives a SIGKILL. */
export class Acknowledgements {
  private readonly fd: number;
  private readonly record = Buffer.alloc(size);

  constructor(path: string) {
    this.fd = openSync(path, "wx");
  }

  add(time: number): void {
    this.record.writeDoubleLE(time);
    writeSync(this.fd, this.record);
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** The times, in the order they were added. */
export function readAcknowledgements(path: string): readonly number[] {
  const bytes = readFileSync(path);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => bytes.readDoubleLE(index * size));
}
