import type { CallSite } from "../faults/call-site";
import {
  createsLock,
  drawsTicket,
  fillsTemp,
  freesLock,
  goesToSleep,
  handsOver,
  linksLock,
  listsFolder,
  makesClaim,
  makesTemp,
  movesClaim,
  opensLockForNote,
  removesClaim,
  replacesDocument,
  type There,
  withdrawsTicket,
  writesAsOwner,
  writesNote,
} from "../faults/sites";
import { lock, type Place, ticketNameOf, type World, type Writer } from "./world";

/**
 * Where model and process stop, right before a change of the disk or asleep; what lies between two stops happens at one
 * go in both. A sweep is one go: the folder tells its names in another order than the model.
 */
const stops: Partial<Record<Place, string>> = {
  create: "create lock",
  sign: "sign",
  claim: "make claim",
  "sign claim": "sign",
  "move claim": "move claim",
  "unlink moved": "free",
  "unlink claim": "remove claim",
  draw: "draw ticket",
  "sign ticket": "sign",
  "open for note": "open lock",
  "open for late": "open lock",
  "write note": "write note",
  "note late": "write note",
  sleep: "sleep",
  leave: "remove ticket",
  withdraw: "remove ticket",
  "remove dead ticket": "remove ticket",
  "unlink late": "remove ticket",
  "make temp": "make temp",
  guard: "fill temp",
  replace: "replace",
  give: "give",
  free: "free",
  "link late": "link late",
  done: "done",
};

const sites: readonly (readonly [stop: string, there: There])[] = [
  ["create lock", createsLock],
  ["make claim", makesClaim],
  ["move claim", movesClaim],
  ["draw ticket", drawsTicket],
  ["open lock", opensLockForNote],
  ["write note", writesNote],
  ["sleep", goesToSleep],
  ["make temp", makesTemp],
  ["fill temp", fillsTemp],
  ["replace", replacesDocument],
  ["give", handsOver],
  ["free", freesLock],
  ["link late", linksLock],
];

const removals: readonly (readonly [stop: string, there: There])[] = [
  ["remove claim", removesClaim],
  ["remove ticket", withdrawsTicket],
];

/** Undefined where the model's writer is on its way between two stops. */
export function stopOf({ names }: World, { place, ticket }: Writer): string | undefined {
  switch (place) {
    case "sleep":
      return names[lock] === ticket ? undefined : stops.sleep; // it looks once more before it lies down
    case "leave":
    case "withdraw":
      return names[ticketNameOf(ticket ?? "")] === undefined ? undefined : stops[place];
    default:
      return stops[place];
  }
}

/** Finds the stops among the calls of one process. */
export class StopFinder {
  private lastChange: CallSite | undefined;
  private sweeping = false;

  /** Undefined for a call of which the model knows nothing: a look, a heartbeat, the backup. */
  stopAt(site: CallSite): string | undefined {
    const created = this.lastChange;
    this.lastChange = site.changes ? site : created;
    const signs = writesAsOwner(site) && created?.target === site.target && /^open/.test(created.name);
    const stop = signs ? "sign" : sites.find(([, there]) => there(site))?.[0];
    this.sweeping = stop === undefined && (this.sweeping || listsFolder(site));
    return stop ?? (this.sweeping ? undefined : removals.find(([, there]) => there(site))?.[0]);
  }
}
