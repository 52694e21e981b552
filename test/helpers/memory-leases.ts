import { randomUUID } from "node:crypto";
import { Emitter } from "../../src/core/events";
import type { Lease, LeaseResult, OwnerRecord } from "../../src/core/locking/owner-record";

/** Leases of one process that may die as often as a test likes. */
export class MemoryLeases {
  private readonly held = new Map<string, { readonly owner: OwnerRecord; readonly lost: Emitter<void> }>();

  /** How many are held. */
  get count(): number {
    return this.held.size;
  }

  acquire(name: string): LeaseResult {
    const holder = this.holder(name);
    return holder === undefined ? { success: true, lease: this.give(name) } : { success: false, holder };
  }

  holder(name: string): OwnerRecord | undefined {
    return this.held.get(name)?.owner;
  }

  /** As if its owner were dead: anybody may have it now. */
  lose(name: string): void {
    const entry = this.held.get(name);
    this.held.delete(name);
    entry?.lost.fire();
  }

  private give(name: string): Lease {
    const entry = { owner: ownerRecord(), lost: new Emitter<void>() };
    this.held.set(name, entry);
    const isHeld = () => this.held.get(name) === entry;
    const dispose = () => {
      if (isHeld()) {
        this.held.delete(name);
      }
    };
    return { name, owner: entry.owner, isHeld, onDidLose: entry.lost.event, dispose, release: async () => dispose() };
  }
}

function ownerRecord(): OwnerRecord {
  const at = "2026-01-01T00:00:00.000Z";
  const who = { writer: "window-1", app: "window one", pid: 7, host: "here", domain: "here" };
  return { v: 1, token: randomUUID(), ...who, processStartedAt: at, since: at };
}
