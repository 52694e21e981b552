import * as vscode from "vscode";
import type { Disposable } from "../../core/events";
import type { ErrorMessages } from "../error-messages";
import { showInformation } from "../notifications";
import type { OpenFolder } from "../workspace-folders";
import { ApprovalPreviews } from "./approval-previews";
import { requestText } from "./approval-text";
import type { ApprovalRequest, WindowWorkers } from "./window-workers";

/** Asks the user, once for each content until it is forgotten, whether what came with a folder may run. Nothing waits for the answer. */
export class ApprovalRequests implements Disposable {
  private readonly previews = new ApprovalPreviews();
  private readonly asked = new Set<string>();
  private readonly waiting = new Map<string, ApprovalRequest>();
  private readonly listening: Disposable;

  constructor(
    private readonly workers: WindowWorkers,
    private readonly errors: ErrorMessages,
  ) {
    this.listening = workers.onDidNeedApproval((request) => this.hear(request));
  }

  /** What nobody has allowed so far, as it was when this window wanted to run it last. */
  get all(): readonly ApprovalRequest[] {
    const isOpen = ({ folder, jobs }: ApprovalRequest) => jobs.some((job) => !folder.state.approvals.isApproved(job));
    return [...this.waiting.values()].filter(isOpen);
  }

  /** The same without what is gone by now. */
  async open(): Promise<readonly ApprovalRequest[]> {
    const found = await Promise.all(this.all.map(async (request) => ((await isThere(request)) ? [request] : [])));
    return found.flat();
  }

  /** Shows what would run, and asks for a yes. */
  async review(request: ApprovalRequest): Promise<void> {
    await this.previews.show(request);
    const [allow, notNow] = [vscode.l10n.t("Allow"), vscode.l10n.t("Not Now")];
    if ((await showInformation(requestText(request), allow, notNow)) === allow) {
      this.accept(request);
    }
  }

  /** Nothing that was allowed in `folder` may run from now on, unless it is allowed again. */
  forget(folder: OpenFolder): void {
    for (const [name, request] of this.waiting) {
      if (request.folder === folder) {
        this.waiting.delete(name); // what waits still is heard of again
      }
    }
    folder.state.approvals.forgetAll();
    this.workers.look();
  }

  dispose(): void {
    this.listening.dispose();
    this.previews.dispose();
  }

  private hear(request: ApprovalRequest): void {
    this.waiting.set(nameOf(request), request);
    const question = `${nameOf(request)} ${request.folder.state.approvals.questionOf(request.jobs)}`;
    if (!this.asked.has(question)) {
      this.asked.add(question);
      this.ask(request).catch((error: unknown) => this.errors.show(error));
    }
  }

  private async ask(request: ApprovalRequest): Promise<void> {
    const { l10n } = vscode;
    const [show, allow, notNow] = [l10n.t("Show What Would Run"), l10n.t("Allow"), l10n.t("Not Now")];
    const button = await showInformation(requestText(request), show, allow, notNow);
    if (button === show) {
      await this.review(request);
    } else if (button === allow) {
      this.accept(request);
    }
  }

  /** What the folder says by now may be something else, and asks again. */
  private accept({ folder, jobs }: ApprovalRequest): void {
    folder.state.approvals.approve(jobs);
    this.workers.look(); // where nobody is told that something was approved
  }
}

async function isThere({ folder, kind, id }: ApprovalRequest): Promise<boolean> {
  const { queues, groups } = folder.state;
  const { items } = await (kind === "queue" ? queues : groups).listWithProblems();
  return items.some((item) => item.id === id);
}

function nameOf({ folder, kind, id }: ApprovalRequest): string {
  return `${folder.id} ${kind} ${id}`;
}
