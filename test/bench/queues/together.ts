import { setTimeout as delay } from "node:timers/promises";
import { perSecond, type Result } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { type Ground, onGround } from "./ground";
import { checkQueue, queueOf } from "./lockstep-queue";

const workers = 8;

/** Commands per second of worker processes on one folder. */
export async function together(
  executable: string,
  { rounds, count }: { rounds: number; count: number },
): Promise<Result> {
  const works = {
    "1 worker, a queue": (ground: Ground) => queues(ground, 1, count),
    "8 workers, 8 queues": (ground: Ground) => queues(ground, workers, count),
    "8 workers, a group of 8 at once": (ground: Ground) => group(ground, count),
  };
  const names = Object.keys(works) as (keyof typeof works)[];
  const measured = await inRounds(rounds, names, (name) => onGround(executable, works[name]));
  return {
    title: `${count} commands, by one worker and by ${workers}`,
    rows: names.map((name) => ({ name, samples: { throughput: perSecond(measured[name]) } })),
    findings: [],
  };
}

async function startWorkers(ground: Ground, number: number): Promise<void> {
  for (let nth = 0; nth < number; nth++) {
    await ground.start({ kind: "lockstep", workspace: ground.workspace, unflushed: false });
  }
}

/** As many queues as workers; nobody says which worker takes which. */
async function queues(ground: Ground, number: number, count: number): Promise<number> {
  const state = ground.state();
  const courses = Array.from({ length: number }, () => ground.course(count / number));
  const ids = [];
  for (const [nth, course] of courses.entries()) {
    ids.push(await queueOf(state, `bench ${nth}`, course.lines));
  }
  await startWorkers(ground, number);
  await Promise.all(ids.map((id) => state.queueControl.start(id)));
  const runs = await Promise.all(courses.map((course) => course.ready()));
  const begin = performance.now();
  await Promise.all(runs.map((run) => run()));
  const time = performance.now() - begin;
  await Promise.all(ids.map((id) => checkQueue(state, id)));
  for (const course of courses) {
    course.check("lockstep");
  }
  return (count / time) * 1000;
}

/** A session's number stands once in the trace, wherever; its start and end are not part of a course. */
async function group(ground: Ground, count: number): Promise<number> {
  const state = ground.state();
  const course = ground.course(count);
  const { id } = await state.groups.create({ name: "bench" });
  await state.groups.configure(id, { maxConcurrent: workers });
  await Promise.all(
    course.commands.map((command, nth) =>
      state.groups.addSession(id, { name: `s${nth}`, run: { kind: "shell", command } }),
    ),
  );
  await startWorkers(ground, workers);
  const begin = performance.now();
  await state.groupControl.start(id);
  while ((await state.groups.find(id)).status === "running") {
    await delay(50); // each look costs this machine a part of what is measured
  }
  const time = performance.now() - begin;
  const { status } = await state.groups.find(id);
  if (status !== "completed") {
    throw new Error(`The group is ${status}.`);
  }
  course.checkInAnyOrder("lockstep");
  return (count / time) * 1000;
}
