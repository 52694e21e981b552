// An extension as a person has it: unpacked in the extensions folder of a server, before the server starts.
import { existsSync } from "node:fs";
import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// What a package holds. A copy, not a link: VS Code may tidy up its extensions folder, and a link would lead it into the sources.
const packaged = ["package.json", "package.nls.json", "README.md", "dist", "media", "l10n"];

/** Installs the built extension that lies in `folder`. @throws when it has no readable package.json. */
export async function installExtension(folder: string, extensionsFolder: string): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const place = join(extensionsFolder, folderName(manifest));
  await mkdir(place, { recursive: true });
  for (const part of packaged.filter((name) => existsSync(join(folder, name)))) {
    await cp(join(folder, part), join(place, part), { recursive: true });
  }
}

function folderName(manifest: unknown): string {
  const { publisher, name, version } = manifest as Readonly<Record<string, string>>;
  return `${publisher}.${name}-${version}`;
}
