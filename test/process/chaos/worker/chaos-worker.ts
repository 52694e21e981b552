/** A process of the fault laboratory: `chaos-worker <setup as JSON>`. */
import "../faults/installed-faults";

import { join } from "node:path";
import { createTestContainer } from "../../../helpers/test-container";
import { HistoryLog } from "../checker/history";
import { installedFaults } from "../faults/installed-faults";
import type { WriterSetup } from "../laboratory/orders";
import { Performer } from "../laboratory/performer";
import { Random } from "../laboratory/random";
import { look } from "./look";
import { obey } from "./obey";
import { roam } from "./roam";
import { stepWallClock } from "./stepping-clock";

async function main(): Promise<void> {
  const setup: WriterSetup = JSON.parse(process.argv[2] ?? "");
  if (setup.clock === "steps") {
    stepWallClock(new Random(setup.seed));
  }
  const root = join(setup.workspace, ".lockstep");
  installedFaults.watch(setup.workspace);
  const container = createTestContainer({ root, ...(setup.limits && { limits: setup.limits }) });
  switch (setup.role) {
    case "obey":
      return obey(new Performer(container, setup), setup);
    case "roam":
      return roam(new Performer(container, setup), setup);
    case "look":
      return look(root, setup.expects ?? "any", new HistoryLog(setup.history, setup.name));
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
