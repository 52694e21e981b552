import * as vscode from "vscode";

/** Builds a hover from texts that come out of documents: everything is escaped, nothing in it can be run. */
export class Tooltip {
  private readonly markdown = new vscode.MarkdownString();

  heading(text: string | undefined): this {
    if (text !== undefined) {
      this.markdown.appendMarkdown(`**${escaped(text.trim())}**\n\n`);
    }
    return this;
  }

  paragraph(text: string | undefined): this {
    if (text !== undefined) {
      this.markdown.appendMarkdown(`${escaped(text)}\n\n`);
    }
    return this;
  }

  /** Markdown that a person wrote. Its links work; it can't run commands, hold HTML or fetch pictures unasked. */
  note(text: string | undefined): this {
    if (text !== undefined) {
      this.markdown.appendMarkdown(`${withoutPictures(text)}\n\n`);
    }
    return this;
  }

  /** `name: value`; nothing when there is no value. */
  fact(name: string, value: string | undefined): this {
    return this.paragraph(value && `${name}: ${value}`);
  }

  code(text: string, language = ""): this {
    this.markdown.appendCodeblock(text, language);
    return this;
  }

  build(): vscode.MarkdownString {
    return this.markdown;
  }
}

/** As VS Code escapes it, but for single spaces: it makes all of them unbreakable, and long texts could not wrap. */
function escaped(text: string): string {
  return new vscode.MarkdownString().appendText(text).value.replace(/(?<!&nbsp;)&nbsp;(?!&nbsp;)/g, " ");
}

/** A picture becomes a link to it: an invisible space is not a character that an escape could undo. */
function withoutPictures(markdown: string): string {
  return markdown.replaceAll("![", "!\u200B[");
}

/** A time of a document as this person writes times; as it stands when it is not one. */
export function timeText(iso: string | undefined): string | undefined {
  if (iso === undefined) {
    return undefined;
  }
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleString(vscode.env.language);
}

/** The time of day where it was today, else the day. */
export function shortTimeText(iso: string): string {
  const time = new Date(iso);
  return time.toDateString() === new Date().toDateString()
    ? time.toLocaleTimeString(vscode.env.language, { timeStyle: "short" })
    : (timeText(iso) ?? iso);
}
