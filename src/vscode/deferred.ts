/** A promise that somebody else keeps. */
export class Deferred<T = void> {
  readonly promise: Promise<T>;
  private keep: (value: T) => void = () => {};

  constructor() {
    this.promise = new Promise((resolve) => {
      this.keep = resolve;
    });
  }

  resolve(value: T): void {
    this.keep(value);
  }
}
