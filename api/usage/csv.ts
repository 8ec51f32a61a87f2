/** Spreadsheets run a text that begins so as a formula (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Text that a person chose: a leading quote keeps a spreadsheet from running it. */
export function textCell(text: string | null): string {
  if (text === null) return '';
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

/** A number or an instant of ours: `-7` stays `-7`. */
export const numberCell = (value: string | number): string => quoted(String(value));

/** One row of RFC 4180, ended by CRLF. */
export const csvRow = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

const quoted = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
