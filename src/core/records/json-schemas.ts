import * as z from "zod/mini";
import { bookmarksSchema } from "../bookmarks/bookmarks-document";
import { groupSchema } from "../groups/group";
import { queueSchema } from "../queues/queue";

/** What package.json's `jsonValidation` names; only the build asks for it, so that no bundle carries the generator. */
export function jsonSchemas(): Readonly<Record<"bookmarks" | "group" | "queue", object>> {
  return {
    bookmarks: jsonSchema("Lockstep bookmarks", bookmarksSchema()),
    group: jsonSchema("Lockstep session group", groupSchema()),
    queue: jsonSchema("Lockstep command queue", queueSchema()),
  };
}

/** In draft 7, the newest that VS Code knows in full. Of what a person writes: fields with a default may be left out. */
function jsonSchema(heading: string, schema: z.core.$ZodType): object {
  return { title: heading, ...z.toJSONSchema(schema, { target: "draft-7", io: "input" }) };
}
