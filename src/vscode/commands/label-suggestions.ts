import { limits } from "../../core/records/limits";
import type { LabelSuggestion } from "../bookmark-settings";

/** What a label could be made of. A selection that goes over several lines is none. */
export interface LabelSource {
  readonly selected: string | undefined;
  readonly lineText: string;
}

/** A label for every line, where the setting says to use what is selected; undefined when a person has to be asked. */
export function labelsWithoutAsking(
  mode: LabelSuggestion,
  sources: readonly LabelSource[],
): readonly string[] | undefined {
  const labels = sources.flatMap(({ selected }) => asLabel(selected) ?? []);
  return mode === "useWhenSelected" && labels.length === sources.length ? labels : undefined;
}

/** What the question begins with. What is selected goes before the label that is there: it was selected for this. */
export function suggestedLabel(
  mode: LabelSuggestion,
  { selected, lineText }: LabelSource,
  label: string | undefined,
): string | undefined {
  const fromSelection = mode === "dontUse" ? undefined : asLabel(selected);
  const fromLine = mode === "suggestWhenSelectedOrLineWhenNoSelected" ? asLabel(lineText) : undefined;
  return fromSelection ?? label ?? fromLine;
}

function asLabel(text: string | undefined): string | undefined {
  const label = text?.trim().slice(0, limits.line);
  return label === "" ? undefined : label;
}
