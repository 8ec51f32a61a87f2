import { useListContext } from 'ra-core';
import { filterQuery } from '../data/list.js';
import type { Schemas } from '../lib/api.js';
import { ExportButton } from './export-button.js';

interface ListExportProps {
  /** The file's name, without its ending. */
  readonly name: string;
  /** What stands on the button; absent: that it is a CSV. */
  readonly label?: string | undefined;
  /** Asks the API for every row that a query lets through. Throws ApiError. */
  readonly read: (query: Record<string, string>) => Promise<Blob>;
  /**
   * What the list is about. Undefined: accounts, so that whoever exports one at a time may do so
   * once the list is narrowed to it.
   */
  readonly subject?: Schemas['ExportSubject'];
}

/** Saves every row that the filters of the list around it let through. */
export function ListExport({ name, label, read, subject }: ListExportProps) {
  const { filterValues } = useListContext();
  const query = filterQuery(filterValues);
  const isOfOne = query['filter[account_id]'] !== undefined;
  return (
    <ExportButton
      subject={subject ?? (isOfOne ? 'account' : 'accounts')}
      name={name}
      label={label}
      read={() => read(query)}
    />
  );
}
