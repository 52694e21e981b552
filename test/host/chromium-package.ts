// A browser for machines that have none and can reach only the registry: the npm package @sparticuz/chromium holds a headless
// Chromium for x64 Linux, brotli-compressed, with the few shared libraries a bare system lacks.
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { cached } from "./cache";
import { unpackPackage, untar } from "./npm";
import { run } from "./process";
import { withProgress } from "./progress";

const version = "153.0.0";
// The package's own file names folders of the service it was made for.
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

export interface BrowserProgram {
  readonly executable: string;
  /** Added to the environment of the browser only. */
  readonly env: Readonly<Record<string, string>>;
}

export async function chromiumFromPackage(): Promise<BrowserProgram> {
  const folder = await cached(`chromium-${version}`, (draft) =>
    withProgress(`Fetching Chromium ${version}`, () => unpack(draft)),
  );
  const executable = join(folder, "chromium");
  const env = (await lacksLibraries(executable)) ? { LD_LIBRARY_PATH: join(folder, "lib") } : {};
  return { executable, env: existsSync("/etc/fonts") ? env : { ...env, FONTCONFIG_PATH: folder } };
}

async function unpack(folder: string): Promise<void> {
  const packed = join(folder, "packed");
  await mkdir(packed);
  await unpackPackage(`@sparticuz/chromium@${version}`, packed, "package/bin");
  await decompress(join(packed, "chromium.br"), join(folder, "chromium"));
  await chmod(join(folder, "chromium"), 0o755);
  for (const archive of ["al2023.tar", "fonts.tar", "swiftshader.tar"]) {
    await decompress(join(packed, `${archive}.br`), join(folder, archive));
    await untar(archive, folder);
    await rm(join(folder, archive));
  }
  await writeFile(join(folder, "fonts.conf"), fontsConfiguration);
  await rm(packed, { recursive: true });
}

async function decompress(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function lacksLibraries(executable: string): Promise<boolean> {
  const { output } = await run("ldd", [executable]);
  return output.includes("not found");
}
