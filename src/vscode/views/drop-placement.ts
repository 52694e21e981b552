import type { Placement } from "../../core/records/placement";

/**
 * Where records go that are dropped on another one of their list: they take its place, so it moves aside, towards where
 * they came from.
 */
export function placementAt(ids: readonly string[], first: string, target: string): Placement {
  return ids.includes(first) && ids.indexOf(first) < ids.indexOf(target) ? { after: target } : { before: target };
}
