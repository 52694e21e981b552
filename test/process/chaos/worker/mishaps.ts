import { readSync, writeSync } from "node:fs";
import { type CallSite, nap } from "../faults/call-site";
import type { Intervention, Mishap } from "../faults/fault-points";
import { type Fault, type GateByte, gateDescriptor, type Holds, type Report } from "../laboratory/orders";

/** What befalls this process while it does what it is ordered: a fault, and being held in between. */
export class Mishaps implements Intervention {
  private callsThatNeedRoom = 0;
  private doomed = false;
  struck = false;

  constructor(
    private readonly fault: Fault | undefined,
    private readonly holds: Holds,
    /** Cancels what the process is doing. */
    private readonly cancel: () => void,
  ) {}

  before(site: CallSite): Mishap | undefined {
    const { calls, naps } = this.holds;
    const isHeld = site.name === nap ? naps : calls === "all" || (calls === "changes" && site.changes);
    return (isHeld ? this.hold(site) : undefined) ?? this.suffer(site);
  }

  after(): void {
    if (this.doomed) {
      die();
    }
  }

  private suffer(site: CallSite): Mishap | undefined {
    if (this.fault?.kind === "die" && site.number === this.fault.at && site.name !== nap) {
      die();
    }
    if (this.fault?.kind !== "fail" || !site.needsRoom) {
      return undefined;
    }
    const { at, onwards, mishap } = this.fault;
    const number = ++this.callsThatNeedRoom;
    const strikes = number === at || (onwards && number > at);
    this.struck ||= strikes;
    return strikes ? mishap : undefined;
  }

  /** Stops the process, as SIGSTOP would, until the laboratory lets it go on. */
  private hold(site: CallSite): Mishap | undefined {
    writeSync(gateDescriptor, `${JSON.stringify({ r: "held", site } satisfies Report)}\n`);
    const byte = Buffer.alloc(1);
    readSync(gateDescriptor, byte);
    const order = byte.toString() as GateByte;
    if (order === "a") {
      this.cancel();
    }
    this.doomed = order === "h";
    return this.doomed ? "short" : undefined;
  }
}

function die(): void {
  process.kill(process.pid, "SIGKILL");
}
