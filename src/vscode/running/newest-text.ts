/** Gathers text until it is taken. Of more than fits it keeps the newest, and tells how much it lost. */
export class NewestText {
  private parts: string[] = [];
  private length = 0;
  private lost = 0;

  /** @param most UTF-16 units that are kept */
  constructor(private readonly most: number) {}

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  add(text: string): void {
    this.parts.push(text);
    this.length += text.length;
    if (this.length > 2 * this.most) {
      this.cut();
    }
  }

  take(): { readonly text: string; readonly lost: number } {
    this.cut();
    const taken = { text: this.parts.join(""), lost: this.lost };
    this.parts = [];
    this.length = 0;
    this.lost = 0;
    return taken;
  }

  private cut(): void {
    if (this.length > this.most) {
      const text = this.parts.join("").slice(-this.most);
      this.lost += this.length - text.length;
      this.parts = [text];
      this.length = text.length;
    }
  }
}
