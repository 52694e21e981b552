/** Milliseconds within which a file that came and one that went may be the same. */
const sameMoment = 5_000;
const most = 500;

/**
 * Files that came, or were missed, a moment ago: what came may be what is missed. Paths are relative to a folder.
 */
export class RecentFiles {
  private readonly times = new Map<string, number>();

  add(path: string): void {
    this.times.delete(path);
    this.times.set(path, performance.now());
    for (const [oldest] of this.times.size > most ? this.times : []) {
      this.times.delete(oldest);
      break;
    }
  }

  /** The newest first. */
  get all(): readonly string[] {
    const since = performance.now() - sameMoment;
    return [...this.times].flatMap(([path, time]) => (time >= since ? [path] : [])).toReversed();
  }
}
