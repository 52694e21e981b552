import { writeSync } from "node:fs";
import type { Report } from "../laboratory/orders";

/** Synchronous, so that it is told even if the process ends right afterwards. */
export function tell(report: Report): void {
  writeSync(1, `${JSON.stringify(report)}\n`);
}
