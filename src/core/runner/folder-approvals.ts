import type { Event } from "../events";
import type { JobApprovals, JobContent } from "../jobs/job-content";
import type { Log } from "../log";
import { type Approvals, contentHash } from "./approvals";
import type { Gate } from "./job-runner";

/** What of one workspace folder may run on this machine. */
export class FolderApprovals implements Gate, JobApprovals {
  constructor(
    private readonly approvals: Approvals,
    /** The canonical path of the workspace folder. */
    private readonly root: string,
    private readonly log: Log,
  ) {}

  /** Something was approved, by whichever process. Not told where the system tells of no changes. */
  readonly onDidChange: Event<void> = (listener) => this.approvals.watch(() => listener());

  unapproved = async <C extends JobContent>(contents: readonly C[]): Promise<readonly C[]> =>
    contents.filter((content) => !this.isApproved(content));

  /** What can't be told counts as not approved. */
  isApproved(content: JobContent): boolean {
    try {
      return this.approvals.isApproved(this.hashOf(content));
    } catch (error) {
      this.log.warn(`What may run on this machine can't be read: ${String(error)}`);
      return false;
    }
  }

  /** A person has seen these and said yes. @throws {LockstepError} `PRECONDITION`, `SYMLINK`, `IO` */
  approve(contents: readonly JobContent[]): void {
    this.approvals.approve(contents.map((content) => this.hashOf(content)));
  }

  /** Nobody has said yes to these any more. @throws {LockstepError} `PRECONDITION`, `SYMLINK`, `IO` */
  forget(contents: readonly JobContent[]): void {
    this.approvals.forget(contents.map((content) => this.hashOf(content)));
  }

  /** Nor to anything else in this folder. @throws {LockstepError} `PRECONDITION`, `SYMLINK`, `IO` */
  forgetAll(): void {
    this.approvals.forgetRoot(this.root);
  }

  /** As what a person is asked about these: the same until it was allowed and forgotten again. */
  questionOf(contents: readonly JobContent[]): string {
    try {
      return contents.map((content) => this.approvals.current(this.hashOf(content))).join();
    } catch {
      return JSON.stringify(contents.map(({ run, cwd, env }) => [run, cwd, env])); // what can't be read, can't be forgotten
    }
  }

  note(contents: readonly JobContent[]): void {
    try {
      this.approve(contents);
    } catch (error) {
      this.log.warn(`What was written here will ask before it runs: ${String(error)}`);
    }
  }

  private hashOf({ run, cwd, env }: JobContent): string {
    const what = run.kind === "shell" ? { text: run.command } : { text: run.prompt, agent: run.agent };
    const variables = Object.assign({}, ...env) as Readonly<Record<string, string>>;
    const { root } = this;
    const since = this.approvals.mark(root);
    return contentHash({ root, kind: run.kind, ...what, cwd: cwd.at(-1) ?? ".", env: variables, since });
  }
}
