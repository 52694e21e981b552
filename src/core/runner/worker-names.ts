/**
 * Whether a writer runs queues and groups, as far as what it calls itself tells: every window may, unless it is set to run
 * nothing.
 */
export function mayWork({ app }: { readonly app: string }): boolean {
  return app.startsWith("window ") || app === "cli lockstep work";
}
