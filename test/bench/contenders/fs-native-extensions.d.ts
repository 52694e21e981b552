/** The part of it that is used here; it comes without types. */
declare module "fs-native-extensions" {
  /** False when another open file holds the lock. */
  export function tryLock(fd: number): boolean;
  export function waitForLock(fd: number): Promise<void>;
  export function unlock(fd: number): void;
}
