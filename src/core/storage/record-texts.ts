/** How records are spelled, so that a change of one does not spell out the others again. */
export class RecordTexts<Field extends string> {
  private readonly texts = new WeakMap<object, string>();

  /** @param field of the document that holds its records */
  constructor(private readonly field: Field) {}

  /** `JSON.stringify(document, undefined, 2)` */
  stringify(document: Readonly<Record<Field, readonly object[]>>): string {
    const frame = JSON.stringify({ ...document, [this.field]: [] }, undefined, 2);
    const texts = document[this.field].map((record) => this.textOf(record));
    const line = `\n  ${JSON.stringify(this.field)}: [`; // at this indent, it is the document's own
    return texts.length === 0 ? frame : frame.replace(`${line}]`, () => `${line}\n${texts.join(",\n")}\n  ]`);
  }

  private textOf(record: object): string {
    const known = this.texts.get(record);
    if (known !== undefined) {
      return known;
    }
    const text = JSON.stringify([[record]], undefined, 2).slice("[\n  [\n".length, -"\n  ]\n]".length);
    this.texts.set(record, text);
    return text;
  }
}
