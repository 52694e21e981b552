import assert from "node:assert/strict";
import { forEachMnemonic, type mnemonics } from "../../../src/vscode/commands/mnemonics";
import { answering } from "../answers";
import { lockstep, openAt, run } from "../running-extension";
import { bookmarks, type CommandTests, position } from "./command-tests";

type SetTests = CommandTests<"lockstep.bookmark.setMnemonic" | "lockstep.bookmark.jumpToMnemonic">;
type NumberTests = ReturnType<typeof toggleTests> & ReturnType<typeof jumpTests>;

/** Where each number is: `3 src/app.ts:4`. */
export async function numbers(): Promise<readonly string[]> {
  return (await bookmarks()).map(({ mnemonic, path, line }) => `${mnemonic ?? "-"} ${path}:${line}`);
}

export async function numberAt(mnemonic: (typeof mnemonics)[number], path: string, line: number): Promise<void> {
  await openAt(path, line);
  await run(`lockstep.bookmark.toggleMnemonic${mnemonic}`);
  await (await lockstep()).models.bookmarks.current();
}

const toggleTests = () =>
  forEachMnemonic(
    "lockstep.bookmark.toggleMnemonic",
    (mnemonic) =>
      [
        "sets the number on the line of the cursor, and takes the bookmark away again",
        async () => {
          await numberAt(mnemonic, "src/app.ts", 4);
          assert.deepEqual(await numbers(), [`${mnemonic} src/app.ts:4`]);
          await run(`lockstep.bookmark.toggleMnemonic${mnemonic}`);
          assert.deepEqual(await numbers(), []);
        },
      ] as const,
  );

const jumpTests = () =>
  forEachMnemonic(
    "lockstep.bookmark.jumpToMnemonic",
    (mnemonic) =>
      [
        "goes to the bookmark that has the number, and says when none has it",
        async () => {
          const [message] = await answering({}, () => run(`lockstep.bookmark.jumpToMnemonic${mnemonic}`));
          assert.match(message?.text ?? "", new RegExp(`No bookmark has the number ${mnemonic}`));
          await numberAt(mnemonic, "src/lib/math.ts", 3);
          await openAt("src/app.ts", 1);
          await run(`lockstep.bookmark.jumpToMnemonic${mnemonic}`);
          assert.equal(position(), "src/lib/math.ts:3");
        },
      ] as const,
  );

const setTests: SetTests = {
  "lockstep.bookmark.setMnemonic": [
    "asks for the number, and leaves the bookmark that has it already",
    async () => {
      await openAt("src/app.ts", 4);
      await answering({ picks: ["7"] }, () => run("lockstep.bookmark.setMnemonic"));
      assert.deepEqual(await numbers(), ["7 src/app.ts:4"]);
      await run("lockstep.bookmark.setMnemonic", { mnemonic: "7" });
      assert.deepEqual(await numbers(), ["7 src/app.ts:4"]);
      await run("lockstep.bookmark.setMnemonic", { mnemonic: "8" });
      assert.deepEqual(await numbers(), ["8 src/app.ts:4"]);
    },
  ],
  "lockstep.bookmark.jumpToMnemonic": [
    "asks among the numbers that are set",
    async () => {
      const [none] = await answering({}, () => run("lockstep.bookmark.jumpToMnemonic"));
      assert.match(none?.text ?? "", /No bookmark has a number yet/);
      await numberAt("2", "src/lib/math.ts", 3);
      await openAt("src/app.ts", 1);
      await answering({ picks: ["3"] }, () => run("lockstep.bookmark.jumpToMnemonic"));
      assert.equal(position(), "src/app.ts:1", "3 is not among them");
      await answering({ picks: ["2"] }, () => run("lockstep.bookmark.jumpToMnemonic"));
      assert.equal(position(), "src/lib/math.ts:3");
    },
  ],
};

export const mnemonicTests: SetTests & NumberTests = { ...setTests, ...toggleTests(), ...jumpTests() };
