// One server and two tabs of the user's own browser, for machines that can't have the desktop build.
import { spawn } from "node:child_process";
import { hasDisplay } from "./desktop-build";
import { repositoryRoot } from "./paths";
import { onStopSignal } from "./process";
import { copySampleWorkspace } from "./sample-workspace";
import { startServer } from "./server";
import { windowUrl } from "./window-url";

/** Serves both windows until Ctrl+C, or until neither has been open for a few minutes. */
export async function startServed(): Promise<void> {
  const workspace = await copySampleWorkspace();
  const server = await startServer({ extensions: [repositoryRoot], stopsWhenIdle: true });
  const end = async () => {
    await server.stop();
    await workspace.remove();
  };
  onStopSignal(end);
  const url = windowUrl(server, { folder: workspace.path });
  const urls = [`${url}&window=1`, `${url}&window=2`];
  console.log(`\nTwo VS Code windows on ${workspace.path}. Open both addresses in a browser on this machine:\n`);
  console.log(`  window 1   ${urls[0]}\n  window 2   ${urls[1]}\n`);
  console.log("Press Ctrl+C to stop. Left alone, it stops a few minutes after the last window is closed.");
  if (hasDisplay()) {
    urls.forEach(openInBrowser);
  }
  await server.ended;
  await end();
  console.log("The server has stopped.");
}

function openInBrowser(url: string): void {
  const [program, ...args] = openers[process.platform] ?? ["xdg-open"];
  // Where there is no such program the printed addresses do.
  spawn(program ?? "xdg-open", [...args, url], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
