import type { Command } from "commander";
import type { Group } from "../core/groups/group";
import { progress } from "../core/groups/group-rules";
import type { GroupService } from "../core/groups/group-service";
import { addGroupApproveCommand } from "./approve-commands";
import type { CliContext } from "./cli-context";
import { addGroupConfigCommand } from "./group-config-command";
import { groupJobs } from "./group-jobs";
import { groupLines, groupListLines, groupText } from "./group-lines";
import { addControlCommands } from "./job-control";
import { addFollowCommand } from "./job-follow";
import { addLogCommand } from "./job-logs";
import { addWaitCommand } from "./job-wait";
import { throwFirst } from "./problems";
import { groupArgument } from "./references";
import { addSessionCommands } from "./session-commands";
import { addSessionControlCommands } from "./session-control-commands";
import { hintWord, printable } from "./terminal-text";

/** `lockstep group …`: the verbs of the group service. */
export function addGroupCommands(program: Command, context: CliContext): void {
  const group = program.command("group").usage("<verb>").description("groups of sessions that belong together");
  group
    .command("create")
    .description("create a group")
    .argument("<name>", "no two groups have the same")
    .option("--description <text>", "what it is for")
    .action((name: string, options: { description?: string }) => create(context, name, options.description));
  group
    .command("list")
    .description("list the groups, archived ones last")
    .action(() => list(context));
  group
    .command("show")
    .description("show a group and its sessions")
    .addArgument(groupArgument())
    .action((ref: string) => show(context, ref));
  group
    .command("rename")
    .description("give a group another name")
    .addArgument(groupArgument())
    .argument("<name>", "its new name")
    .action((ref: string, name: string) => rename(context, ref, name));
  group
    .command("describe")
    .description("say what a group is for")
    .addArgument(groupArgument())
    .argument("<text>", "an empty one takes the description away")
    .action((ref: string, text: string) =>
      change(context, ref, "Described", (groups, { id }) => groups.describe(id, text)),
    );
  for (const [verb, past, description] of [
    ["archive", "Archived", "put a group away"],
    ["unarchive", "Unarchived", "take an archived group out again"],
    ["delete", "Deleted", "delete a group and its sessions"],
  ] as const) {
    group
      .command(verb)
      .description(description)
      .addArgument(groupArgument())
      .action((ref: string) => change(context, ref, past, (groups, { id }) => groups[verb](id)));
  }
  addControlCommands(group, context, groupJobs);
  addGroupConfigCommand(group, context);
  addWaitCommand(group, context, groupJobs);
  addLogCommand(group, context, groupJobs);
  addFollowCommand(group, context, groupJobs);
  addGroupApproveCommand(group, context);
  addSessionControlCommands(addSessionCommands(group, context), context);
}

async function create(context: CliContext, name: string, description: string | undefined): Promise<void> {
  const group = await context.attached(({ groups }) => groups.create({ name, description }));
  context.output.show(group, () => [
    `Created ${groupText(group)}. Add a session: lockstep group session add ${hintWord(group.name)} tests -- npm test`,
  ]);
}

async function list(context: CliContext): Promise<void> {
  const { items, problems } = await context.reading(({ groups }) => groups.listWithProblems());
  const value = items.map((group) => ({ ...group, progress: progress(group) }));
  context.output.show(value, (style) => groupListLines(items, problems.length > 0, style));
  throwFirst(problems);
}

async function show(context: CliContext, ref: string): Promise<void> {
  const group = await context.reading(({ groups }) => groups.find(ref));
  context.output.show({ ...group, progress: progress(group) }, (style) => groupLines(group, style));
}

async function rename(context: CliContext, ref: string, name: string): Promise<void> {
  const { before, after } = await context.attached(async ({ groups }) => {
    const found = await groups.find(ref);
    return { before: found, after: await groups.rename(found.id, name) };
  });
  context.output.show(after, () => [`Renamed ${groupText(before)} to “${printable(after.name)}”.`]);
}

async function change(
  context: CliContext,
  ref: string,
  past: string,
  verb: (groups: GroupService, group: Group) => Promise<Group>,
): Promise<void> {
  const group = await context.attached(async ({ groups }) => verb(groups, await groups.find(ref)));
  context.output.show(group, () => [`${past} ${groupText(group)}.`]);
}
