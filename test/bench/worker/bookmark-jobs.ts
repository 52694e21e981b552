import { dirname, join } from "node:path";
import { createContainer } from "../../../src/container";
import { now } from "./options";

/** What a worker can be asked to do as a window would: through the services, in the real wiring. */
export function bookmarkJobs(folder: string) {
  const container = createContainer({ writer: { kind: "window", name: "bench" }, watch: "auto" });
  const state = container.open({ root: join(folder, ".lockstep"), files: dirname(folder) });
  const { bookmarks } = state;
  const events: number[] = [];
  bookmarks.onDidChange(() => events.push(now()));
  return {
    counters: () => ({ ...container.counters }),

    /** Lets the others see this window. */
    attach: () => state.attach(),

    /** Labels one bookmark; resolves with when it was asked to. */
    async label(id: string, label: string): Promise<number> {
      const begin = now();
      await bookmarks.edit(id, { label });
      return begin;
    },

    /** The mean of changes of one bookmark. */
    async labelAgain(id: string, times: number): Promise<number> {
      const begin = now();
      for (let i = 0; i < times; i++) {
        await bookmarks.edit(id, { label: `label ${begin} ${i}` });
      }
      return (now() - begin) / times;
    },

    /** How long each of so many lists takes. */
    async list(times: number): Promise<readonly number[]> {
      const spent: number[] = [];
      for (let i = 0; i < times; i++) {
        const begin = now();
        await bookmarks.list();
        spent.push(now() - begin);
      }
      return spent;
    },

    /** When the first event after `time` came; undefined when none did within `patience`. */
    async eventAfter(time: number, patience: number): Promise<number | undefined> {
      for (const deadline = now() + patience; now() < deadline; await nextEvent(bookmarks.onDidChange, deadline)) {
        const event = events.find((candidate) => candidate > time);
        if (event !== undefined) {
          return event;
        }
      }
      return undefined;
    },
  };
}

function nextEvent(onDidChange: (listener: () => void) => { dispose(): void }, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const subscription = onDidChange(finish);
    const timer = setTimeout(finish, deadline - now());
  });
}
