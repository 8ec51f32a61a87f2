import type { Schemas } from '../lib/api.js';
import { rowsIn } from '../lib/save.js';
import { useMe } from '../sign-in/session.js';
import { CsvButton } from '../ui/csv-button.js';

interface ExportButtonProps {
  /** What the list is about, which decides who may export it. */
  readonly subject: Schemas['ExportSubject'];
  /** The file's name, without its ending. */
  readonly name: string;
  /** What stands on the button; absent: that it is a CSV. */
  readonly label?: string | undefined;
  /** Asks the API for every row. Throws ApiError. */
  readonly read: () => Promise<Blob>;
}

/**
 * Saves every row of a list, once its closing line says that it is whole; only those who may export
 * it see the button.
 */
export function ExportButton({ subject, name, label, read }: ExportButtonProps) {
  const { data: me } = useMe();
  if (!me?.exports.includes(subject)) return null;
  return <CsvButton name={name} label={label} read={read} count={rowsIn} />;
}
