/** The arguments of a write, of which half of the bytes are left; at least one, as a disk that takes none says so. */
export function shortened(name: string, args: readonly unknown[]): readonly unknown[] {
  const [fd, data, offset = 0, length, ...rest] = args;
  if (!/^write(Sync)?$/.test(name) || !(data instanceof Uint8Array)) {
    return args;
  }
  const bytes = typeof length === "number" ? length : data.byteLength - Number(offset);
  return [fd, data, Number(offset), Math.ceil(bytes / 2), ...rest];
}
