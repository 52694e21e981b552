interface Slot {
  isTaken: boolean;
  /** It is being left: resolves when it can be taken. */
  leaving: Promise<void> | undefined;
}

/** A place that one run at a time takes. */
export interface TakenSlot {
  readonly number: number;
  /** @param done resolves when nothing of the run is left in it */
  leave(done: Promise<void>): void;
}

/**
 * VS Code runs a task only once at a time, and gives one that runs again the terminal it had. So the runs of a queue
 * count as one task, and those of a group that are side by side as so many.
 */
export class TaskSlots {
  private readonly slots = new Map<string, Slot[]>();

  /** The first one that is free, or will be in a moment. */
  async take(name: string): Promise<TakenSlot> {
    const slots = this.slots.get(name) ?? [];
    this.slots.set(name, slots);
    for (;;) {
      const number = slots.findIndex(({ isTaken }) => !isTaken);
      const leaving = slots.find((slot) => slot.leaving !== undefined)?.leaving;
      if (number !== -1 || leaving === undefined) {
        return this.taken(slots, number === -1 ? slots.length : number);
      }
      await leaving;
    }
  }

  private taken(slots: Slot[], number: number): TakenSlot {
    const slot: Slot = { isTaken: true, leaving: undefined };
    slots[number] = slot;
    return {
      number,
      leave: (done) => {
        slot.leaving = done.then(() => {
          slot.isTaken = false;
          slot.leaving = undefined;
        });
      },
    };
  }
}
