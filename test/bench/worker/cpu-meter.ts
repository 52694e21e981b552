import { now } from "./options";

/** Of this process, with all its threads, from now on. */
export class CpuMeter {
  private readonly begin = now();
  private readonly before = process.cpuUsage();

  /** Per cent of one core. */
  share(): number {
    const { user, system } = process.cpuUsage(this.before);
    return ((user + system) / 1000 / (now() - this.begin)) * 100;
  }
}
