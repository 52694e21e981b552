import assert from "node:assert/strict";
import { queueContents } from "../../../src/core/queues/command-content";
import { answering, withWindow } from "../answers";
import { lockstep, run, state } from "../running-extension";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.approval.review"
  | "lockstep.approval.forget"
  | "lockstep.secret.set"
  | "lockstep.secret.delete";

async function setSecret(name: string, value: string | undefined): Promise<void> {
  await withWindow({ showInformationMessage: async () => undefined, showInputBox: async () => value }, () =>
    run("lockstep.secret.set", { secret: name }),
  );
}

export const runTests: CommandTests<Tested> = {
  "lockstep.approval.review": [
    "says that nothing waits for approval",
    async () => {
      const [told] = await answering({}, () => run("lockstep.approval.review"));
      assert.match(told?.text ?? "", /Nothing waits/);
    },
  ],
  "lockstep.approval.forget": [
    "has what was allowed ask again, after a question",
    async () => {
      const { approvals, queues } = await state();
      const { id } = await queues.create({ name: "Build" });
      await queues.addCommand(id, { run: { kind: "shell", command: "true" } });
      const contents = queueContents(await queues.find(id));
      const [question] = await answering({}, () => run("lockstep.approval.forget"));
      assert.deepEqual(question?.buttons, ["Forget"]);
      assert.deepEqual(await approvals.unapproved(contents), []);
      await answering({ buttons: ["Forget"] }, () => run("lockstep.approval.forget"));
      assert.deepEqual(await approvals.unapproved(contents), contents);
    },
  ],
  "lockstep.secret.set": [
    "keeps a secret, says how to name it and not what it is",
    async () => {
      const { secrets } = (await lockstep()).running;
      const messages = await answering({ texts: ["TOKEN", "hunter2"] }, () => run("lockstep.secret.set"));
      assert.deepEqual(await secrets.list(), ["TOKEN"]);
      assert.equal(await secrets.get("TOKEN"), "hunter2");
      assert.match(messages.map(({ text }) => text).join(), /\$\{secret:TOKEN\}/);
      assert.doesNotMatch(messages.map(({ text }) => text).join(), /hunter2/);
      await setSecret("TOKEN", undefined);
      assert.equal(await secrets.get("TOKEN"), "hunter2");
      await setSecret("TOKEN", "other");
      assert.equal(await secrets.get("TOKEN"), "other");
      await secrets.delete("TOKEN");
    },
  ],
  "lockstep.secret.delete": [
    "takes away the one that is chosen",
    async () => {
      const { secrets } = (await lockstep()).running;
      await setSecret("ONE", "1");
      await setSecret("TWO", "2");
      await answering({ picks: ["ONE"] }, () => run("lockstep.secret.delete"));
      const values = [await secrets.get("ONE"), await secrets.get("TWO")];
      assert.deepEqual([await secrets.list(), ...values], [["TWO"], undefined, "2"]);
      await run("lockstep.secret.delete", { secret: "TWO" });
      const [told] = await answering({}, () => run("lockstep.secret.delete"));
      assert.match(told?.text ?? "", /no secret/);
    },
  ],
};
