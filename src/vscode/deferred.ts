/** A promise that somebody else keeps. */
export class Deferred {
  readonly promise: Promise<void>;
  private keep: () => void = () => {};

  constructor() {
    this.promise = new Promise((resolve) => {
      this.keep = resolve;
    });
  }

  resolve(): void {
    this.keep();
  }
}
