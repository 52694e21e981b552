import type { Command } from "commander";
import type { DoctorReport, Problem } from "../core/storage/doctor";
import type { CliContext } from "./cli-context";
import { type ExitCode, exitCode } from "./exit-codes";
import { aligned, counted, printable, type Style } from "./terminal-text";

/** `lockstep doctor`: what is wrong with the state folder, and mending it. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  program
    .command("doctor")
    .description("check every document, and look for stale locks and what killed processes left")
    .option("--fix", "mend what can be mended; bytes that are not valid are kept beside the document")
    .addHelpText("after", "\nExits with 6 when a corrupt document remains and with 1 when anything else does.")
    .action(async (options: { fix?: true }) => {
      const report = await context.reading((state) => state.doctor({ fix: options.fix ?? false }));
      context.output.show(report, (style) => reportLines(report, style));
      context.exitCode = exitCodeFor(report.problems);
    });
}

export function exitCodeFor(problems: readonly Problem[]): ExitCode {
  const remaining = problems.filter(({ fixed }) => !fixed);
  if (remaining.some(({ kind }) => kind === "corrupt")) {
    return exitCode.corrupt;
  }
  return remaining.length === 0 ? exitCode.ok : exitCode.failed;
}

export function reportLines({ documents, problems }: DoctorReport, style: Style): readonly string[] {
  const looked = `Looked at ${counted(documents, "document")}: `;
  if (problems.length === 0) {
    return [`${looked}${style.good("all is well.")}`];
  }
  const remaining = problems.filter(({ fixed }) => !fixed);
  const rows = problems.map(({ kind, document, message, fixed }) => [
    fixed ? style.good("mended") : style.bad(kind),
    printable(document),
    printable(message),
  ]);
  return [
    `${looked}${counted(problems.length, "problem")}.`,
    ...aligned(rows),
    ...(remaining.some(({ kind }) => mendable.has(kind)) ? ['"lockstep doctor --fix" mends what can be mended.'] : []),
  ];
}

const mendable: ReadonlySet<Problem["kind"]> = new Set([
  "corrupt",
  "stale-lock",
  "stale-lease",
  "left-over-temp",
  "dead-window",
]);
