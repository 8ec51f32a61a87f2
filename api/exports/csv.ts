/** CSV: quoting, and protection against formulas. */

/** Spreadsheets run such text as a formula (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Text chosen by a person; a leading quote keeps spreadsheets from running it. */
export function textCell(text: string | null): string {
  if (text === null) return '';
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

/** A number or instant: `-7` stays `-7`. */
export const numberCell = (value: string | number): string => quoted(String(value));

/** One row of RFC 4180, ended by CRLF. */
export const csvRow = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

const quoted = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
