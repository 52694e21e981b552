/** Says what is going on while it takes a while, and how long it took. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  console.log(`… ${what}`);
  const start = Date.now();
  const result = await work();
  console.log(`✓ ${what} (${Math.round((Date.now() - start) / 100) / 10} s)`);
  return result;
}
