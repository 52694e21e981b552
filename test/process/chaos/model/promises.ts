import { lock, nameOf, type World, type Writer } from "./world";

/** What is wrong with a world: a change that was undone unseen, an answer that is not true, two holders. */
export function brokenPromise(world: World): string | undefined {
  return world.broken ?? wrongAnswer(world) ?? twoHolders(world);
}

function wrongAnswer({ writers, document, deleted }: World): string | undefined {
  const adders = writers.filter(({ wants }) => wants === "add");
  const was = (writer: Writer) => document.includes(nameOf(writer)) || deleted.includes(nameOf(writer));
  const lost = adders.find((writer) => writer.outcome === "ok" && !was(writer));
  const ghost = adders.find((writer) => writer.outcome === "fail" && was(writer));
  return (lost && `${nameOf(lost)} was acknowledged and lost`) ?? (ghost && `${nameOf(ghost)} was refused but done`);
}

/** At most one of those who have read the document could still change it, if it went on now and nobody else did. */
function twoHolders(world: World): string | undefined {
  const holders = world.writers.filter((writer) => canCommit(world, writer));
  return holders.length > 1 ? `${holders.map(nameOf).join(" and ")} can both change the document` : undefined;
}

export function canCommit({ names, temps }: World, { place, own, alive }: Writer): boolean {
  switch (place) {
    case "make temp":
    case "make bin":
    case "guard":
      return alive && names[lock] === own;
    case "replace":
    case "bin":
      return alive && temps[own ?? ""] !== undefined;
    default:
      return false;
  }
}
