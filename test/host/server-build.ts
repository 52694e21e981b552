// VS Code as a server: the same workbench and extension host as the desktop build, used from a browser. The npm package
// code-server carries it whole, so it can be had wherever packages can.
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { cached } from "./cache";
import { type NodeBuild, nodeBuild } from "./node-build";
import { npm, unpackPackage } from "./npm";
import { withProgress } from "./progress";
import type { VSCodeVersion } from "./versions";

export interface ServerBuild {
  readonly node: string;
  /** The script that starts the server. */
  readonly main: string;
}

// Raised when `install` changes, so that no cache keeps what an older one made.
const recipe = 2;

interface NativeModule {
  readonly name: string;
  readonly binary: string;
  readonly without: string;
}

/** The server build of a version, fetched if it is not in the cache. @throws when the registry can't be reached. */
export async function serverBuild(version: VSCodeVersion): Promise<ServerBuild> {
  const node = await nodeBuild(version.nodeMajor);
  const folder = await cached(`vscode-server-${version.version}-${recipe}`, (draft) => install(version, node, draft));
  return { node: node.executable, main: join(folder, "out", "server-main.js") };
}

async function install(version: VSCodeVersion, node: NodeBuild, folder: string): Promise<void> {
  const name = `VS Code ${version.version}`;
  await withProgress(`Fetching ${name}`, () => unpackPackage(version.serverPackage, folder, "package/lib/vscode"));
  await withProgress(`Installing what ${name} needs`, () =>
    npm(["install", "--ignore-scripts", "--omit=dev", "--include=optional", "--package-lock", "--no-audit"], folder),
  );
  // Its language server is not in the package, and it complains in every window that opens a TypeScript file.
  await rm(join(folder, "extensions", "typescript-language-features"), { recursive: true, force: true });
  await withProgress(`Building the native modules of ${name}`, () => buildNativeModules(folder, node));
  if (existsSync(join(folder, "node_modules", "@vscode", "ripgrep"))) {
    await withProgress(`Fetching the file search of ${name}`, () => addRipgrep(folder));
  }
}

// Only what this platform has no prebuilt binary of. They need a compiler; without one the server still runs.
async function buildNativeModules(folder: string, node: NodeBuild): Promise<void> {
  const release = (file: string) => join("build", "Release", file);
  const modules: readonly NativeModule[] = [
    { name: "@vscode/spdlog", binary: release("spdlog.node"), without: "output channels stay empty" },
    { name: "@vscode/native-watchdog", binary: release("watchdog.node"), without: "logs complain" },
    { name: "native-watchdog", binary: release("watchdog.node"), without: "logs complain" },
    { name: "node-pty", binary: release("pty.node"), without: "terminals don't work" },
  ];
  for (const module of modules) {
    const place = join(folder, "node_modules", module.name);
    const prebuilt = join(place, "prebuilds", `${process.platform}-${process.arch}`);
    if (existsSync(place) && !existsSync(prebuilt)) {
      await buildNativeModule(module, folder, node);
    }
  }
}

async function buildNativeModule(module: NativeModule, folder: string, node: NodeBuild): Promise<void> {
  const env = {
    PATH: `${dirname(node.executable)}${delimiter}${process.env["PATH"] ?? ""}`,
    npm_config_ignore_scripts: "false",
    npm_config_dangerously_allow_all_scripts: "true",
    npm_config_nodedir: node.folder,
  };
  // The last post-install step of node-pty 1.1.0-beta33 fails after a good build, so what counts is the binary.
  const failure = await npm(["rebuild", module.name], folder, env).catch((error: unknown) => error);
  if (!existsSync(join(folder, "node_modules", module.name, module.binary))) {
    console.warn(`! Could not build ${module.name}: ${module.without}. Is a C++ compiler installed?\n${failure}`);
  }
}

// Older builds download ripgrep from its release page when they are installed; this package holds it itself.
async function addRipgrep(folder: string): Promise<void> {
  const draft = join(folder, "ripgrep-package");
  await mkdir(draft);
  await unpackPackage("@vscode/ripgrep-universal@1.18.0", draft, `package/bin/${process.platform}-${process.arch}`);
  const file = process.platform === "win32" ? "rg.exe" : "rg";
  const place = join(folder, "node_modules", "@vscode", "ripgrep", "bin", file);
  await mkdir(dirname(place), { recursive: true });
  await copyFile(join(draft, file), place);
  await chmod(place, 0o755);
  await rm(draft, { recursive: true });
}
