/** Files that the reader keeps. */

/** Has the browser save what a call answered. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

const CLOSING_BYTES = 200;

/** An export that ended before its last row. */
export class CutOff extends Error {
  constructor() {
    super('the file was cut off');
    this.name = 'CutOff';
  }
}

/** The number of rows that an exported list says it has. Throws CutOff where it says nothing. */
export async function rowsIn(file: Blob): Promise<number> {
  const end = await file.slice(-CLOSING_BYTES).text();
  const rows = /(?:^|\n)# complete, (\d+) rows[^\n]*\r?\n$/.exec(end)?.[1];
  if (rows === undefined) throw new CutOff();
  return Number(rows);
}
