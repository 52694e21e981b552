import { type Command, Option } from "commander";
import type { QueueSettings } from "../core/queues/config-rules";
import type { Queue } from "../core/queues/queue";
import { progress } from "../core/queues/queue-rules";
import type { CliContext } from "./cli-context";
import { queueText } from "./queue-lines";
import { queueArgument } from "./references";
import { printable } from "./terminal-text";
import { notEmpty, yesOrNo } from "./values";
import { addVariableOptions, type VariableOptions, variablesFrom, variablesHelp } from "./variable-options";

/** `lockstep queue config`: how a queue runs. */
export function addQueueConfigCommand(queue: Command, context: CliContext): void {
  const configure = queue
    .command("config")
    .description("show or change how a queue runs; commands that run already go on as they are")
    .addArgument(queueArgument())
    .addOption(
      new Option(
        "--on-interrupted <what>",
        "when whoever ran a command died: the queue pauses, goes on, or retries it",
      ).choices(["fail", "continue", "retry"]),
    )
    .option("--stop-on-error", "stop at the first command that fails")
    .option("--no-stop-on-error", "go on after a command that failed")
    .option("--on-finish <command>", "a command line that runs when the queue has ended")
    .option("--no-on-finish", "run none")
    .option("--on-fail <command>", "a command line that runs when a command fails")
    .option("--no-on-fail", "run none");
  addVariableOptions(configure, "its commands")
    .option("--cwd <dir>", "where its commands run")
    .addHelpText("after", variablesHelp)
    .action((ref: string, options: ConfigOptions) => config(context, ref, options));
}

interface ConfigOptions extends VariableOptions {
  readonly onInterrupted?: Queue["config"]["onInterrupted"];
  readonly stopOnError?: boolean;
  /** False takes it away. */
  readonly onFinish?: string | false;
  readonly onFail?: string | false;
  readonly cwd?: string;
}

async function config(context: CliContext, ref: string, options: ConfigOptions): Promise<void> {
  if (Object.keys(options).length === 0) {
    const queue = await context.reading(({ queues }) => queues.find(ref));
    context.output.show({ cwd: queue.cwd, config: queue.config }, () => configLines(queue));
    return;
  }
  const settings = settingsFrom(context, options);
  const queue = await context.attached(async ({ queues }) => queues.configure((await queues.find(ref)).id, settings));
  context.output.show({ ...queue, progress: progress(queue) }, () => [
    `Changed ${queueText(queue)}.`,
    ...configLines(queue),
  ]);
}

function settingsFrom(context: CliContext, options: ConfigOptions): QueueSettings {
  const { onInterrupted, stopOnError, onFinish, onFail, cwd } = options;
  return {
    onInterrupted,
    stopOnError,
    onFinish: onFinish === false ? null : notEmpty("on-finish", onFinish),
    onFail: onFail === false ? null : notEmpty("on-fail", onFail),
    env: variablesFrom(options),
    cwd: cwd === undefined ? undefined : context.inside(cwd),
  };
}

function configLines({
  cwd,
  config: { stopOnError, onInterrupted, onFinish, onFail, env = {} },
}: Queue): readonly string[] {
  return [
    `cwd             ${printable(cwd)}`,
    `stop-on-error   ${yesOrNo(stopOnError)}`,
    `on-interrupted  ${onInterrupted}`,
    ...(onFinish === undefined ? [] : [`on-finish       ${printable(onFinish)}`]),
    ...(onFail === undefined ? [] : [`on-fail         ${printable(onFail)}`]),
    ...Object.entries(env).map(([name, value]) => `env             ${printable(`${name}=${value}`)}`),
  ];
}
