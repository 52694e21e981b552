import * as vscode from "vscode";
import { Deferred } from "../deferred";
import { NewestText } from "./newest-text";

/** What VS Code gets at a time: it takes in whatever an extension writes, and stands still while a terminal shows it. */
const mostAtOnce = 100_000;
/** Milliseconds between two times. */
const pause = 20;
/** Milliseconds: VS Code says of a terminal that ends badly within 500 of them that its program could not be started. */
const launching = 600;
const controlC = "\x03";

/** The terminal that shows a run. It may be opened late, or never. */
export class TaskTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly ended = new vscode.EventEmitter<number>();
  private readonly waiting = new NewestText(mostAtOnce);
  private readonly whenOpen = new Deferred();
  private isOpen = false;
  private timer: NodeJS.Timeout | undefined;
  private openedAt = 0;
  private exitCode: number | undefined;

  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.ended.event;
  readonly opened: Promise<void> = this.whenOpen.promise;

  constructor(
    private readonly user: {
      /** The user wants the run to end. */
      readonly interrupt: () => void;
      /** The terminal is gone before the run ended: the user closed it, or VS Code itself. */
      readonly close: () => void;
    },
  ) {}

  open(): void {
    this.isOpen = true;
    this.openedAt = performance.now();
    this.whenOpen.resolve();
    this.flush();
  }

  close(): void {
    this.isOpen = false;
    clearTimeout(this.timer);
    if (this.exitCode === undefined) {
      this.user.close();
    }
  }

  /** What is typed has no way to the program: a {@link Work} has all of its input from the start. */
  handleInput(data: string): void {
    if (data.includes(controlC) && this.exitCode === undefined) {
      this.write("^C\r\n");
      this.user.interrupt();
    }
  }

  write(text: string): void {
    this.waiting.add(text);
    if (this.isOpen) {
      this.timer ??= setTimeout(() => this.flush(), pause);
    }
  }

  /** Nothing is written any more. */
  end(exitCode: number): void {
    this.exitCode = exitCode;
    if (this.isOpen) {
      this.flush();
    }
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.waiting.isEmpty) {
      const { text, lost } = this.waiting.take();
      this.written.fire(lost === 0 ? text : `${leftOut(lost)}${text}`);
    }
    if (this.exitCode !== undefined) {
      this.sayEnd(this.exitCode);
    }
  }

  private sayEnd(exitCode: number): void {
    const left = exitCode === 0 ? 0 : this.openedAt + launching - performance.now();
    if (left <= 0) {
      this.ended.fire(exitCode);
    } else {
      this.timer = setTimeout(() => this.ended.fire(exitCode), left);
    }
  }
}

function leftOut(count: number): string {
  return `\r\n\x1b[2m[${vscode.l10n.t("{0} characters are left out here: they came too fast to be shown. The log has them.", count)}]\x1b[22m\r\n`;
}
