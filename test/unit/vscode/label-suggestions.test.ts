import assert from "node:assert/strict";
import { labelsWithoutAsking, suggestedLabel } from "../../../src/vscode/commands/label-suggestions";

const selected = { selected: " total ", lineText: "  const total = 0;" };
const plain = { selected: undefined, lineText: "  const total = 0;" };

describe("The label of a bookmark", () => {
  it("is what is selected on every line, without asking, only when it is set so", () => {
    assert.deepEqual(labelsWithoutAsking("useWhenSelected", [selected, selected]), ["total", "total"]);
    assert.equal(labelsWithoutAsking("useWhenSelected", [selected, plain]), undefined);
    assert.equal(labelsWithoutAsking("suggestWhenSelected", [selected]), undefined);
    assert.equal(labelsWithoutAsking("useWhenSelected", [{ ...plain, selected: "  " }]), undefined);
  });

  it("is suggested from the selection, else the label that is there, else the line, as far as the mode goes", () => {
    const suggestions = (["dontUse", "suggestWhenSelected", "suggestWhenSelectedOrLineWhenNoSelected"] as const).map(
      (mode) => [
        suggestedLabel(mode, selected, "old"),
        suggestedLabel(mode, plain, "old"),
        suggestedLabel(mode, plain, undefined),
      ],
    );
    assert.deepEqual(suggestions, [
      ["old", "old", undefined],
      ["total", "old", undefined],
      ["total", "old", "const total = 0;"],
    ]);
  });

  it("is cut to what a label may hold", () => {
    assert.equal(
      suggestedLabel("suggestWhenSelected", { ...plain, selected: "x".repeat(9000) }, undefined)?.length,
      500,
    );
  });
});
