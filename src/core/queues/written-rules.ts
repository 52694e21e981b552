import type { JobApprovals, JobContent } from "../jobs/job-content";
import { commandContent, contextContent, hookContent } from "./command-content";
import type { QueueSettings } from "./config-rules";
import type { Queue, QueueCommand } from "./queue";
import type { CommandChanges } from "./queue-rules";

// What a person wrote here may run here; what came with a repository may not, until somebody has seen it. So of what is
// made of both, only that counts as written here which was allowed before, or to which the repository added nothing.
// Variables are what it could add unseen: they make another program of the same command line.

/** Of a command that is added. */
export function contentsOfNew(approvals: JobApprovals, queue: Queue, command: QueueCommand): readonly JobContent[] {
  return isTrusted(approvals, queue) ? [commandContent(queue, command)] : [];
}

export interface CommandEdit {
  readonly id: string;
  readonly changes: CommandChanges;
}

/** Of a command that is edited. */
export function contentsOfEdited(
  approvals: JobApprovals,
  before: Queue,
  after: Queue,
  { id, changes }: CommandEdit,
): readonly JobContent[] {
  const [old, edited] = [before, after].map(({ commands }) => commands.find((command) => command.id === id));
  if (old === undefined || edited === undefined) {
    return [];
  }
  const isOwnEnv = Object.keys(edited.env ?? {}).every((name) => typeof changes.env?.[name] === "string");
  const isRewritten = changes.run !== undefined && isOwnEnv && isTrusted(approvals, before);
  const isAllowed = isRewritten || approvals.isApproved(commandContent(before, old));
  return isAllowed ? [commandContent(after, edited)] : [];
}

/** Of a queue that runs in another way from now on: with other variables, in another folder, with other hooks. */
export function contentsOfConfigured(
  approvals: JobApprovals,
  before: Queue,
  after: Queue,
  settings: QueueSettings,
): readonly JobContent[] {
  const isOwn = isTrusted(approvals, before);
  const commands = before.commands.flatMap((old) => {
    const next = after.commands.find(({ id }) => id === old.id);
    return next !== undefined && approvals.isApproved(commandContent(before, old)) ? [commandContent(after, next)] : [];
  });
  const hooks = (["onFinish", "onFail"] as const).flatMap((name) => {
    const [old, next] = [before.config[name], after.config[name]];
    const wasAllowed = old !== undefined && old === next && approvals.isApproved(hookContent(before, old));
    const isNew = isOwn && typeof settings[name] === "string";
    return next !== undefined && (wasAllowed || isNew) ? [hookContent(after, next)] : [];
  });
  return [...commands, ...hooks, ...(isOwn ? [contextContent(after)] : [])];
}

/** Of a command that comes into `target` from another queue. */
export function contentsOfMoved(
  approvals: JobApprovals,
  source: Queue,
  target: Queue,
  command: QueueCommand,
): readonly JobContent[] {
  const isAllowed = approvals.isApproved(commandContent(source, command)) && isTrusted(approvals, target);
  return isAllowed ? [commandContent(target, command)] : [];
}

/** Whether the variables of the queue, if it has any, are known here. */
function isTrusted(approvals: JobApprovals, queue: Queue): boolean {
  return Object.keys(queue.config.env ?? {}).length === 0 || approvals.isApproved(contextContent(queue));
}
