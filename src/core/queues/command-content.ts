import type { JobContent } from "../jobs/job-content";
import type { Queue, QueueCommand } from "./queue";

export function commandContent(queue: Queue, { run, cwd, env }: QueueCommand): JobContent {
  return {
    run,
    cwd: [queue.cwd, ...(cwd === undefined ? [] : [cwd])],
    env: [queue.config.env ?? {}, env ?? {}],
  };
}

/** What the queue itself runs, beside its commands. */
export function hookContent(queue: Queue, command: string): JobContent {
  return { run: { kind: "shell", command }, cwd: [queue.cwd], env: [queue.config.env ?? {}] };
}

/** All that the queue may ever run as it is, also what has ended: it may be tried again. */
export function queueContents(queue: Queue): readonly JobContent[] {
  const { onFail, onFinish } = queue.config;
  const hooks = [onFail, onFinish].flatMap((command) => (command === undefined ? [] : [hookContent(queue, command)]));
  return [...queue.commands.map((command) => commandContent(queue, command)), ...hooks];
}

/** The variables that a queue gives to whatever is put into it. As content: a command line that nothing runs. */
export function contextContent(queue: Queue): JobContent {
  return hookContent(queue, "");
}
