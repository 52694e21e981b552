// Run by the server's own Node in front of another script: ends the process when its parent is gone, however the parent
// ended. The parent holds the other end of stdin, which the system closes with it.
import { pathToFileURL } from "node:url";

process.argv.splice(1, 1);
process.stdin.on("end", () => process.exit()).resume();
await import(pathToFileURL(process.argv[1] ?? "").href);
