import type { Command } from "commander";
import { LockstepError } from "../core/errors";
import type { Group } from "../core/groups/group";
import { findSession, progress } from "../core/groups/group-rules";
import type { CliContext } from "./cli-context";
import { groupLines, groupText, sessionText } from "./group-lines";
import { addPlacementOptions, type PlacementOptions, placementFrom, requiredPlacement } from "./placement-options";
import { groupArgument, sessionArgument } from "./references";
import { addRunOptions, type RunOptions, requiredRun, runFrom } from "./run-options";
import { hintWord } from "./terminal-text";
import { repeated } from "./values";

/** `lockstep group session …`: the sessions of a group. */
export function addSessionCommands(group: Command, context: CliContext): Command {
  const session = group.command("session").usage("<verb>").description("the sessions of a group");
  addAdd(session, context);
  addUpdate(session, context);
  session
    .command("remove")
    .description("remove a session; no other depends on it afterwards")
    .addArgument(groupArgument())
    .addArgument(sessionArgument())
    .action((ref: string, name: string) => remove(context, ref, name));
  const move = session.command("move").description("move a session to another place or another group");
  addPlacementOptions(move.addArgument(groupArgument()).addArgument(sessionArgument()), "session")
    .option("--to <group>", "into this group, where it depends on nothing")
    .action((ref: string, name: string, options: MoveOptions) => moveSession(context, ref, name, options));
  return session;
}

function addAdd(session: Command, context: CliContext): void {
  const add = session
    .command("add")
    .description("add a session to a group")
    .addArgument(groupArgument())
    .argument("<name>", "what to call it")
    .argument("[command...]", "what it runs, behind “--”")
    .option("--cwd <dir>", "where it runs (default: the workspace folder)")
    .option("--depends-on <session>", "must be completed before; may be repeated", repeated);
  addPlacementOptions(addRunOptions(add), "session")
    .usage("<group> <name> [options] -- <command...>")
    .addHelpText("after", addExamples)
    .action((ref: string, name: string, words: string[], options: AddOptions) =>
      addSession(context, { ref, name, words }, options),
    );
}

function addUpdate(session: Command, context: CliContext): void {
  const update = session
    .command("update")
    .description("change a session of a group")
    .addArgument(groupArgument())
    .addArgument(sessionArgument())
    .argument("[words...]", "what it runs instead, behind “--”")
    .option("--name <name>", "what to call it")
    .option("--cwd <dir>", "where it runs")
    .option("--depends-on <session>", "in place of what it depends on; may be repeated", repeated)
    .option("--no-depends-on", "let it depend on nothing");
  addRunOptions(update.usage("<group> <session> [options] [-- <command...>]")).action(
    (ref: string, name: string, words: string[], options: UpdateOptions) =>
      updateSession(context, { ref, name, words }, options),
  );
}

const addExamples = `
Examples:
  lockstep group session add release tests -- npm test
  lockstep group session add release publish --depends-on tests -- npm publish
  lockstep group session add release notes --prompt "Write the release notes"`;

interface AddOptions extends RunOptions, PlacementOptions {
  readonly cwd?: string;
  readonly dependsOn?: readonly string[];
}

interface UpdateOptions extends RunOptions {
  readonly name?: string;
  readonly cwd?: string;
  /** False: on nothing. */
  readonly dependsOn?: readonly string[] | false;
}

interface MoveOptions extends PlacementOptions {
  readonly to?: string;
}

interface Target {
  readonly ref: string;
  readonly name: string;
  readonly words: readonly string[];
}

async function addSession(context: CliContext, { ref, name, words }: Target, options: AddOptions): Promise<void> {
  const example = `lockstep group session add ${hintWord(ref)} ${hintWord(name)} -- npm test`;
  const run = requiredRun(context.commandWords(words), options, example);
  const cwd = options.cwd === undefined ? undefined : context.inside(options.cwd);
  const { group, session } = await context.attached(async ({ groups }) => {
    const found = await groups.find(ref);
    const placement = placementFrom(options, (neighbour) => findSession(found, neighbour).id);
    const input = { name, run, cwd, dependsOn: options.dependsOn && sessionIds(found, options.dependsOn) };
    return { group: found, session: await groups.addSession(found.id, input, placement) };
  });
  context.output.show(session, () => [`Added ${sessionText(group, session)} to ${groupText(group)}.`]);
}

async function updateSession(
  context: CliContext,
  { ref, name, words }: Target,
  { name: newName, cwd, dependsOn, ...options }: UpdateOptions,
): Promise<void> {
  const run = runFrom(context.commandWords(words), options);
  if ([run, newName, cwd, dependsOn].every((change) => change === undefined)) {
    throw new LockstepError(
      "INVALID",
      "Say what to change: --name, --cwd, --depends-on, or another command behind “--”.",
    );
  }
  const folder = cwd === undefined ? undefined : context.inside(cwd);
  const { group, session } = await context.attached(async ({ groups }) => {
    const found = await groups.find(ref);
    const ids = dependsOn === false ? [] : dependsOn && sessionIds(found, dependsOn);
    const changes = { run, name: newName, cwd: folder, dependsOn: ids };
    return { group: found, session: await groups.updateSession(found.id, findSession(found, name).id, changes) };
  });
  context.output.show(session, () => [`Changed ${sessionText(group, session)} in ${groupText(group)}.`]);
}

async function remove(context: CliContext, ref: string, name: string): Promise<void> {
  const { group, session } = await context.attached(async ({ groups }) => {
    const found = await groups.find(ref);
    return { group: found, session: await groups.removeSession(found.id, findSession(found, name).id) };
  });
  context.output.show(session, () => [`Removed ${sessionText(group, session)} from ${groupText(group)}.`]);
}

async function moveSession(context: CliContext, ref: string, name: string, options: MoveOptions): Promise<void> {
  const group = await context.attached(async ({ groups }) => {
    const from = await groups.find(ref);
    const to = options.to === undefined ? from : await groups.find(options.to);
    const idOf = (neighbour: string) => findSession(to, neighbour).id;
    const placement = options.to === undefined ? requiredPlacement(options, idOf) : placementFrom(options, idOf);
    await groups.moveSession(findSession(from, name).id, from.id, to.id, placement);
    return await groups.find(to.id);
  });
  context.output.show({ ...group, progress: progress(group) }, (style) => groupLines(group, style));
}

function sessionIds(group: Group, refs: readonly string[]): readonly string[] {
  return refs.map((ref) => findSession(group, ref).id);
}
