import { FaultPoints } from "./fault-points";

/** Import this before anything that may keep a function of node:fs for itself. */
export const installedFaults = new FaultPoints();
installedFaults.install();
