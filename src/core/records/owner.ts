import * as z from "zod/mini";
import type { OwnerRecord } from "../locking/owner-record";
import { timestamp, title } from "./fields";
import type { Immutable } from "./immutable";

/** Who runs a record right now. The lease decides; this tells people. */
export const ownerSchema = z
  .looseObject({
    writer: title("The window or command line that runs it."),
    pid: z.int().check(z.minimum(0), z.describe("Its process.")),
    host: title("The machine it runs on."),
    processStartedAt: timestamp("When its process started."),
    since: timestamp("Since when it has run this."),
  })
  .check(z.describe("Who runs this now. Written by Lockstep."));

export type Owner = Immutable<z.infer<typeof ownerSchema>>;

/** What people are told of whoever signed a lease. */
export function ownerFrom({ app, pid, host, processStartedAt, since }: OwnerRecord): Owner {
  return { writer: app, pid, host, processStartedAt, since };
}
