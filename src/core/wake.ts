/** Tells one loop that there may be something to do. A call that comes while nobody waits is not lost. */
export class Wake {
  private isDue = false;
  private resume: (() => void) | undefined;

  now(): void {
    this.isDue = true;
    this.resume?.();
  }

  /** Resolves at the next call, or after `milliseconds`; at once when there was one since this resolved last. */
  async wait(milliseconds?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    if (!this.isDue) {
      await new Promise<void>((resolve) => {
        this.resume = resolve;
        timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      });
    }
    clearTimeout(timer);
    this.resume = undefined;
    this.isDue = false;
  }
}
