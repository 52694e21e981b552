import type { Group, Session } from "../core/groups/group";
import { progress } from "../core/groups/group-rules";
import { jobNotes, shareText, timingText, withNotes } from "./job-text";
import { progressText, statusText } from "./progress-text";
import { runText } from "./run-options";
import { aligned, excerpt, hintWord, printable, type Style, shortener } from "./terminal-text";

/** `the group “release”`, within a sentence. */
export function groupText(group: Group): string {
  return `the group “${printable(group.name)}”`;
}

export function groupListLines(groups: readonly Group[], hasProblems: boolean, style: Style): readonly string[] {
  if (groups.length === 0) {
    return hasProblems ? [] : ["No groups yet. Create the first one: lockstep group create release"];
  }
  const short = shortener(groups.map(({ id }) => id));
  return aligned(
    groups.map((group) => [
      style.dim(short(group.id)),
      style.bold(printable(group.name)),
      statusText(group.status, style),
      progressText(progress(group), "session"),
      style.dim(excerpt(group.description ?? "", 60)),
    ]),
  );
}

export function groupLines(group: Group, style: Style, now = new Date()): readonly string[] {
  const short = shortener(group.sessions.map(({ id }) => id));
  const names = new Map(group.sessions.map(({ id, name }) => [id, printable(name)]));
  const heading = [
    style.bold(printable(group.name)),
    statusText(group.status, style),
    shareText(progress(group)),
    style.dim(group.id),
  ].filter((part) => part !== "");
  const description = (group.description ?? "").split("\n").filter((line) => line.trim() !== "");
  const rows = group.sessions.map((session, index) => ({
    cells: [
      String(index + 1),
      style.dim(short(session.id)),
      printable(session.name),
      statusText(session.status, style),
      timingText(session, now),
      runLine(session),
      style.dim(
        session.dependsOn.length === 0 ? "" : `after ${session.dependsOn.map((id) => names.get(id) ?? id).join(", ")}`,
      ),
    ],
    notes: jobNotes(session),
  }));
  const none = `No sessions yet. Add one: lockstep group session add ${hintWord(group.name)} tests -- npm test`;
  return [heading.join("  "), ...description.map(printable), ...(rows.length === 0 ? [none] : withNotes(rows, style))];
}

/** What it runs, and where. */
export function runLine({ run, cwd }: Session): string {
  return `${excerpt(runText(run), 100)}${cwd === "." ? "" : `  (in ${printable(cwd)})`}`;
}

/** `3f2a91bc “tests”`. */
export function sessionText(group: Group, session: Session): string {
  return `${shortSessionId(group, session)} “${printable(session.name)}”`;
}

/** The short id of a session that is in `group`, or just was put there or taken out. */
export function shortSessionId(group: Group, session: Session): string {
  return shortener([...group.sessions.map(({ id }) => id), session.id])(session.id);
}
