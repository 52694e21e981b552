import type { Random } from "../laboratory/random";

const hour = 3_600_000;
const year = 365 * 24 * hour;
const steps = [0, hour, -hour, 3 * year, -3 * year, 30_000, -30_000];

/** Milliseconds that the wall clock stays with one error. */
const constancy = 7;

/** The wall clock of this process is set ahead and back all the time. Timers and the monotonic clock go on as they do. */
export function stepWallClock(random: Random): void {
  const RealDate = Date;
  let error = random.pick(steps);
  setInterval(() => {
    error = random.pick(steps);
  }, constancy).unref();
  const now = () => RealDate.now() + error;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
}
