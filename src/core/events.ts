/** Something that listens, holds or runs until its owner disposes of it. The same shape as VS Code's. */
export interface Disposable {
  dispose(): void;
}

export type Listener<T> = (event: T) => void;
/** Subscribes; the returned disposable ends the subscription. */
export type Event<T> = (listener: Listener<T>) => Disposable;

/** Tells every listener, in order of subscription. A listener that throws does not stop the others. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<Listener<T>>();

  readonly event: Event<T> = (listener) => {
    const own: Listener<T> = (event) => listener(event);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  fire(event: T): void {
    const failures: unknown[] = [];
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      queueMicrotask(() => {
        throw new AggregateError(failures, "A listener failed.");
      });
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** Disposes of everything added to it, last first. */
export class DisposableStore implements Disposable {
  private readonly items: Disposable[] = [];

  add<T extends Disposable>(item: T): T {
    this.items.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.items.splice(0).reverse()) {
      item.dispose();
    }
  }
}
