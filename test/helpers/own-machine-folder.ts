import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// What tests approve is none of this user's business: they and the processes that they start remember it elsewhere.
// Loaded by mocha before all tests; see .mocharc.json.
const folder = mkdtempSync(join(tmpdir(), "lockstep-machine-"));
process.env["XDG_STATE_HOME"] = folder;
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
