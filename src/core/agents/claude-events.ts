import * as z from "zod/mini";
import { limits } from "../records/limits";
import { agentSessionIdPattern } from "../sessions/transcript";

// The lines of Claude Code's `--output-format stream-json`, as far as they mean something here. They change from one
// version to the next: a field that is not as expected is as good as absent, and takes nothing else with it.

/** Undefined in place of anything that does not fit. */
function lenient<T>(schema: z.ZodMiniType<T>) {
  return z.catch(z.optional(schema), undefined);
}

const text = lenient(z.string());
const name = lenient(z.string().check(z.regex(/\S/u), z.maxLength(limits.line)));
const count = lenient(z.int().check(z.minimum(0)));

const blockSchema = z.object({
  type: z.string(),
  text,
  id: name,
  name,
  input: z.optional(z.unknown()),
  tool_use_id: name,
  content: z.optional(z.unknown()),
  is_error: lenient(z.boolean()),
});

const unknownBlock: z.infer<typeof blockSchema> = { type: "unknown" };

const eventSchema = z.object({
  type: z.string(),
  subtype: text,
  session_id: lenient(z.string().check(z.regex(agentSessionIdPattern))),
  model: name,
  message: lenient(
    z.object({ content: lenient(z.union([z.string(), z.array(z.catch(blockSchema, () => ({ ...unknownBlock })))])) }),
  ),
  is_error: lenient(z.boolean()),
  result: text,
  errors: lenient(z.array(z.string())),
  total_cost_usd: lenient(z.number().check(z.minimum(0))),
  usage: lenient(
    z.object({
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
    }),
  ),
});

/** A part of what was said: text, a call of a tool, or its result. */
export type ClaudeBlock = z.infer<typeof blockSchema>;
export type ClaudeEvent = z.infer<typeof eventSchema>;

/** Undefined for what is no event. */
export function claudeEvent(line: string): ClaudeEvent | undefined {
  try {
    return z.safeParse(eventSchema, JSON.parse(line)).data;
  } catch {
    return undefined; // not JSON
  }
}

/** What an event says, in parts. */
export function blocksOf({ message }: ClaudeEvent): readonly ClaudeBlock[] {
  const content = message?.content;
  return typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []);
}

/** What a tool answered: text, or parts that have a text or none. */
export function answerOf({ content }: ClaudeBlock): string {
  if (typeof content === "string") {
    return content;
  }
  return Array.isArray(content) ? content.map(partText).join("\n") : "";
}

function partText(part: unknown): string {
  const { data } = z.safeParse(blockSchema, part);
  return data?.text ?? `[${data?.type ?? "unknown"}]`;
}
