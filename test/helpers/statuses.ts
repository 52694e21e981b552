interface Job {
  readonly status: string;
}

type Jobs = { readonly commands: readonly Job[] } | { readonly sessions: readonly Job[] };

/** The status of a queue or a group and those of its jobs, in order, such as `running: completed pending`. */
export function statusesOf(document: { readonly status: string } & Jobs): string {
  const jobs = "commands" in document ? document.commands : document.sessions;
  return [`${document.status}:`, ...jobs.map(({ status }) => status)].join(" ");
}
