import { resolve } from "node:path";
import type { ClaimedJob } from "./job-runner";
import type { PreparedJob } from "./job-starter";

export interface PreparationParts {
  /** Where documents' folders start: the workspace folder, absolute. */
  readonly files: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Makes of a claimed job what can be executed. */
export class JobPreparation {
  constructor(private readonly parts: PreparationParts) {}

  prepare = async (job: ClaimedJob): Promise<PreparedJob> => {
    const line = job.run.kind === "shell" ? job.run.command : job.run.prompt;
    const env = Object.assign({}, this.parts.env, ...job.env) as Record<string, string>;
    return {
      work: {
        runId: job.runId,
        title: job.label ?? line,
        program: { kind: "line", line },
        cwd: resolve(this.parts.files, ...job.cwd.slice(-1)),
        env,
        onOutput: () => {},
      },
      finish: async ({ exitCode, error }) => ({ exitCode, error }),
    };
  };
}
