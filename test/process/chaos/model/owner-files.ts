import { type Change, claimOf, type Inheritance, nameOf, type World, type Writer } from "./world";

export function innermost({ inheritances }: Writer): Inheritance {
  const last = inheritances.at(-1);
  if (last === undefined) {
    throw new Error("It inherits from nobody.");
  }
  return last;
}

export function claimPath(writer: Writer): string {
  const { path, dead } = innermost(writer);
  return claimOf(path, dead);
}

export const nextToken = (writer: Writer): string => `${nameOf(writer)}${writer.tokens + 1}`;

/** An owner file that its maker has still to sign. */
export function newFile(
  world: World,
  writer: Writer,
  name: string,
): { readonly token: string; readonly change: Change } {
  const token = nextToken(writer);
  const file = { maker: writer.index, signed: false, notes: [] };
  return {
    token,
    change: {
      names: { ...world.names, [name]: token },
      files: { ...world.files, [token]: file },
      writer: { tokens: writer.tokens + 1 },
    },
  };
}

export function signed({ files }: World, token: string | undefined): World["files"] {
  const file = files[token ?? ""];
  return file === undefined || token === undefined ? files : { ...files, [token]: { ...file, signed: true } };
}

/** Whoever opened a file can write to it, whatever its name is by now. */
export function noted({ files }: World, token: string | undefined, tickets: readonly string[]): World["files"] {
  const file = files[token ?? ""];
  if (file === undefined || token === undefined) {
    return files;
  }
  return { ...files, [token]: { ...file, notes: [...new Set([...file.notes, ...tickets])] } };
}
