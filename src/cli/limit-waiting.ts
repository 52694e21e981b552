import type { Container } from "../container";

/**
 * Gives every wait for a lock the limits of this command: `timeout` milliseconds, or until `signal`. Services don't pass
 * such options on, so they are put where all waiting comes by.
 */
export function limitWaiting(
  { fileLockService: locks }: Container,
  timeout: number,
  signal: AbortSignal | undefined,
): void {
  const acquire = locks.acquire.bind(locks);
  const limits = signal === undefined ? { timeout } : { timeout, signal };
  locks.acquire = (path, options) => acquire(path, { ...limits, ...options });
}
