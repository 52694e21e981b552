import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Course } from "./course";
import type { Ground } from "./ground";
import { checkQueue, queueOf } from "./lockstep-queue";

/** Runs a course. Resolves with milliseconds per command. */
export type Contender = (ground: Ground, count: number) => Promise<number>;

/** Each waiting command holds a connection to tsp's server, which takes fewer than 1,000, whatever TS_MAXCONN says. */
const mostWaiting = 500;

const lockstepOn =
  (unflushed: boolean, prepare: (workspace: string) => void = () => {}): Contender =>
  async (ground, count) => {
    prepare(ground.workspace);
    const course = ground.course(count);
    const state = ground.state();
    const id = await queueOf(state, "bench", course.lines);
    await ground.start({ kind: "lockstep", workspace: ground.workspace, unflushed });
    await state.queueControl.start(id);
    const time = await course.timed();
    await checkQueue(state, id);
    course.check("lockstep");
    return time / count;
  };

async function tsp(ground: Ground, count: number): Promise<number> {
  const env = { ...process.env, TS_SOCKET: join(ground.folder, "socket"), TMPDIR: ground.folder };
  let time = 0;
  try {
    for (let left = count; left > 0; left -= mostWaiting) {
      const course = ground.course(Math.min(left, mostWaiting));
      addAll("tsp", course, env);
      time += await course.timed();
      call("tsp", ["-w"], env);
      course.check("tsp");
    }
  } finally {
    call("tsp", ["-K"], env);
  }
  return time / count;
}

async function nq(ground: Ground, count: number): Promise<number> {
  const folder = join(ground.folder, "nq");
  mkdirSync(folder);
  const env = { ...process.env, NQDIR: folder };
  const course = ground.course(count);
  addAll("nq", course, env);
  const time = await course.timed();
  call("nq", ["-w"], env);
  course.check("nq");
  return time / count;
}

async function bySpawn(ground: Ground, count: number): Promise<number> {
  const course = ground.course(count);
  const lines = join(ground.folder, "lines");
  writeFileSync(lines, `${course.lines.join("\n")}\n`);
  await ground.start({ kind: "spawn", lines });
  const time = await course.timed();
  course.check("Node");
  return time / count;
}

/** A shell that starts a shell for each. */
async function byShell(ground: Ground, count: number): Promise<number> {
  const course = ground.course(count);
  const script = [
    course.first,
    `nth=0; while [ $nth -lt ${count} ]; do /bin/sh -c "${course.command("$nth")}"; nth=$((nth+1)); done`,
    course.last,
  ].join("\n");
  spawn("/bin/sh", ["-c", script], { stdio: "ignore" });
  const time = await course.timed();
  course.check("sh");
  return time / count;
}

/** As from a terminal, one call for each. */
function addAll(program: string, course: Course, env: NodeJS.ProcessEnv): void {
  for (const line of course.lines) {
    const { status, error } = call(program, ["/bin/sh", "-c", line], env);
    if (status !== 0) {
      throw new Error(`${program} did not take a command: ${error ?? status}`);
    }
  }
}

function call(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return spawnSync(program, args, { env, stdio: "ignore" });
}

function gitRepository(workspace: string): void {
  spawnSync("git", ["init", "--quiet"], { cwd: workspace });
  spawnSync("git", ["-c", "user.name=b", "-c", "user.email=b@b", "commit", "--quiet", "--allow-empty", "-m", "b"], {
    cwd: workspace,
  });
}

function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      return readdirSync(folder).includes(program);
    } catch {
      return false;
    }
  });
}

const all = {
  "sh -c, from a shell": byShell,
  "sh -c, spawned by Node": bySpawn,
  tsp,
  nq,
  lockstep: lockstepOn(false),
  "lockstep, disk not flushed": lockstepOn(true),
  // A tenth of them: each takes so much longer.
  "lockstep, in a git repository": (ground, count) => lockstepOn(false, gitRepository)(ground, count / 10),
} satisfies Record<string, Contender>;

export type ContenderName = keyof typeof all;

/** Those that can take part, and the names of those that are not installed. */
export function contenders(): {
  readonly present: Partial<Record<ContenderName, Contender>>;
  readonly missing: string[];
} {
  const missing = ["tsp", "nq"].filter((program) => !isInstalled(program));
  const present = Object.entries(all).filter(([name]) => !missing.includes(name));
  return { present: Object.fromEntries(present), missing };
}
