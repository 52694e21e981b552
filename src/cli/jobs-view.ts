import type { Argument } from "commander";
import type { Event } from "../core/events";
import type { ControlVerb } from "../core/jobs/control-verbs";
import { hasEnded, type RunnableJob } from "../core/jobs/job-rules";
import type { Progress } from "../core/records/progress";
import type { StateFolder } from "../core/state-folder";
import type { Style } from "./terminal-text";

/** A queue command or a session, as the verbs see it that are the same for both. */
export interface JobView {
  readonly job: RunnableJob;
  /** Its short id and what it is called or runs, with `middle` in between. */
  readonly line: (middle: string, style: Style) => string;
}

interface ShownDocument {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly progress: Progress;
}

/** A queue or a group, in the same way. */
export interface JobsView {
  /** All of it, as programs see it, and how far it is. */
  readonly document: ShownDocument;
  /** `the queue “build”`, within a sentence. */
  readonly text: string;
  readonly jobs: readonly JobView[];
  /** Nothing of it runs, and nothing will unless somebody starts it. One that was never started is not over. */
  readonly isOver: boolean;
  /** @throws {LockstepError} `NOT_FOUND`, `INVALID` */
  readonly find: (ref: string) => JobView;
}

/** What a whole queue or group is told at once; what `retry` has to say comes with a number. */
export type Telling = Exclude<ControlVerb, "retry">;

/** What queues and groups call themselves, where they are, and what they can be told. */
export interface KindOfJobs {
  readonly noun: "queue" | "group";
  readonly jobNoun: "command" | "session";
  readonly argument: () => Argument;
  readonly optionalJobArgument: () => Argument;
  /** What is followed when no job is named. */
  readonly followed: string;
  readonly onDidChange: (state: StateFolder) => Event<void>;
  /** What each verb is for. */
  readonly verbs: Readonly<Record<ControlVerb, string>>;
  /** @throws {LockstepError} `NOT_FOUND`, `INVALID` */
  readonly find: (state: StateFolder, ref: string) => Promise<JobsView>;
  /** Resolves with what became of it. @throws {LockstepError} `NOT_FOUND`, `PRECONDITION` */
  readonly tell: (state: StateFolder, verb: Telling, id: string) => Promise<JobsView>;
  /** Resolves with how many jobs wait again. @throws {LockstepError} `NOT_FOUND`, `PRECONDITION` */
  readonly retry: (state: StateFolder, id: string) => Promise<number>;
}

/** @param isDone whether its own status says so */
export function areJobsOver(jobs: readonly RunnableJob[], isDone: boolean): boolean {
  const isRunning = jobs.some(({ status }) => status === "running");
  return !isRunning && (isDone || (jobs.length > 0 && jobs.every(hasEnded)));
}
