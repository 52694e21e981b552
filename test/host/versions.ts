// The VS Code versions every release is tried in: the oldest one package.json promises and the newest one known to work.
export interface VSCodeVersion {
  readonly name: "oldest" | "newest";
  readonly version: string;
  /** The npm package that carries the server build of this version. */
  readonly serverPackage: string;
  /** The Node major version its extension host runs on. */
  readonly nodeMajor: 22 | 24;
}

export const oldest: VSCodeVersion = {
  name: "oldest",
  version: "1.103.2",
  serverPackage: "code-server@4.103.2",
  nodeMajor: 22,
};

export const newest: VSCodeVersion = {
  name: "newest",
  version: "1.139.1",
  serverPackage: "code-server@4.139.1",
  nodeMajor: 24,
};

/** @throws when the name is neither of the two. */
export function versionNamed(name: string): VSCodeVersion {
  const found = [oldest, newest].find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`Unknown VS Code version "${name}": say "oldest" or "newest".`);
  }
  return found;
}
