// Run by the server's own Node in front of another script: ends the process and its children when its parent is gone, however
// the parent ended. The parent holds the other end of stdin, which the system closes with it.
import { pathToFileURL } from "node:url";

process.argv.splice(1, 1);
process.stdin
  .on("end", () => process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGTERM"))
  .resume();
await import(pathToFileURL(process.argv[1] ?? "").href);
