/** The lines of a text as an editor counts them: one that ends with a line break has an empty last line. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}
