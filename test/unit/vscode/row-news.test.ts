import assert from "node:assert/strict";
import { mock } from "node:test";
import { RowNews } from "../../../src/vscode/views/row-news";

const calm = 250;

describe("News of rows", () => {
  let told: number;
  let news: RowNews;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    told = 0;
    news = new RowNews(() => told++);
  });

  afterEach(() => {
    news.dispose();
    mock.timers.reset();
  });

  async function askedBefore(): Promise<void> {
    await news.asked(async () => []);
    mock.timers.tick(calm);
  }

  it("are told at once", async () => {
    await askedBefore();
    news.changed();
    assert.equal(told, 1);
  });

  it("are none for somebody who has no rows yet", () => {
    news.changed();
    mock.timers.tick(10 * calm);
    assert.equal(told, 0);
  });

  it("wait until a question is answered, and the questions that follow from the answer", async () => {
    let answer = () => {};
    const asking = news.asked(() => new Promise<void>((resolve) => (answer = resolve)));
    news.changed();
    mock.timers.tick(10 * calm);
    assert.equal(told, 0);
    answer();
    await asking;
    mock.timers.tick(calm - 1);
    await news.asked(async () => []);
    mock.timers.tick(calm - 1);
    assert.equal(told, 0);
    mock.timers.tick(1);
    assert.equal(told, 1);
  });

  it("of one moment are told once, those that follow too", async () => {
    await askedBefore();
    for (const _ of [1, 2, 3]) {
      news.changed();
    }
    assert.equal(told, 1);
    await askedBefore();
    assert.equal(told, 2);
    await askedBefore();
    mock.timers.tick(100 * calm);
    assert.equal(told, 2);
  });

  it("wait for the question that news bring, but not for ever: nobody may see the view", async () => {
    await askedBefore();
    news.changed();
    news.changed();
    mock.timers.tick(1999);
    assert.equal(told, 1);
    mock.timers.tick(1);
    assert.equal(told, 2);
  });

  it("leave VS Code without rows until it has asked again: what is read of them waits, and comes before more news", async () => {
    await askedBefore();
    const read: string[] = [];
    const reading = (name: string) => news.whileKnown(() => read.push(`${name} after ${told} news`));
    await reading("first");
    news.changed();
    void reading("second");
    news.changed();
    await news.asked(async () => []);
    assert.deepEqual(read, ["first after 0 news"]);
    mock.timers.tick(calm);
    assert.deepEqual([told, ...read], [2, "first after 0 news", "second after 1 news"]);
  });

  it("let everybody read when the view ends", async () => {
    await askedBefore();
    news.changed();
    const reading = news.whileKnown(() => "read");
    news.dispose();
    assert.equal(await reading, "read");
  });

  it("come after a question that could not be answered as well", async () => {
    await assert.rejects(
      news.asked(async () => {
        news.changed();
        throw new Error("no");
      }),
    );
    mock.timers.tick(calm);
    assert.equal(told, 1);
  });

  it("end with the view", async () => {
    await askedBefore();
    news.changed();
    news.changed();
    news.dispose();
    mock.timers.tick(10 * calm);
    assert.equal(told, 1);
  });
});
