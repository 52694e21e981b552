export type Fn = (...args: readonly unknown[]) => unknown;

const notCalls = /^(_|watch|unwatch|create|Stats|Dirent|Dir$|.*Stream|opendir|glob|promises|constants)/;

/** Whether a member of node:fs asks the system for something. */
export function isCall(name: string, value: unknown): value is Fn {
  return isFunction(value) && !notCalls.test(name) && !/^[A-Z]/.test(name);
}

export function isFunction(value: unknown): value is Fn {
  return typeof value === "function";
}

export function replace(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: true });
}

/** `realpath.native`, and what promisify finds on a function. */
export function withMembersOf(original: Fn, wrapped: Fn, wrap: (member: Fn) => Fn): Fn {
  for (const key of Reflect.ownKeys(original)) {
    const member: unknown = Reflect.get(original, key);
    if (key === "native" && isFunction(member)) {
      Object.defineProperty(wrapped, key, { value: wrap(member) });
    } else if (typeof key === "symbol") {
      Object.defineProperty(wrapped, key, { value: member });
    }
  }
  return wrapped;
}
