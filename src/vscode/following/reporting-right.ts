import type { Lease } from "../../core/locking/owner-record";
import type { OpenFolder } from "../workspace-folders";

/**
 * The right to say where the bookmarks of a file are while its text is only in an editor. One window has it at a time,
 * from its first edit until it has saved; it ends with the window.
 */
export class ReportingRight {
  private lease: Lease | undefined;
  private asking: Promise<boolean> | undefined;

  constructor(
    private readonly folder: OpenFolder,
    private readonly path: string,
  ) {}

  /** Takes it if nobody has it. */
  ask(): Promise<boolean> {
    this.asking ??= this.take().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  async isElsewhere(): Promise<boolean> {
    await this.asking;
    return !this.lease?.isHeld() && (await this.folder.state.followerOfSource(this.path)) !== undefined;
  }

  async release(): Promise<void> {
    await this.asking?.catch(() => false);
    const { lease } = this;
    this.lease = undefined;
    await lease?.release();
  }

  private async take(): Promise<boolean> {
    if (this.lease?.isHeld()) {
      return true;
    }
    const result = await this.folder.state.followSource(this.path);
    this.lease = result.success ? result.lease : undefined;
    return result.success;
  }
}
