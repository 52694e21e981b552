import { type ControlVerb, possibleControl } from "../jobs/control-verbs";
import type { Queue } from "./queue";

export function possibleForQueue({ status, commands }: Queue): readonly ControlVerb[] {
  return possibleControl({ status, jobs: commands });
}
