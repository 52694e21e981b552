/**
 * What a spreadsheet would take for a formula, and run: https://owasp.org/www-community/attacks/CSV_Injection
 * Also behind spaces, and in the wide forms of these characters.
 */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** One line of comma-separated values (RFC 4180), without its end. Texts are quoted and never formulas. */
export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map((cell) => (typeof cell === "number" ? csvNumber(cell) : csvText(cell))).join(",");
}

function csvText(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Without an exponent, which not every program reads; to a billionth. */
function csvNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/0+$/, "");
}
