import { numberCell, textCell } from '../exports/csv.js';
import type { WebhookEndpointAnswer } from './endpoint.js';

/** All endpoints, as a file; `events` is empty where it is told of all. */
export const ENDPOINT_COLUMNS: Readonly<Record<string, (row: WebhookEndpointAnswer) => string>> = {
  id: (row) => textCell(row.id),
  url: (row) => textCell(row.url),
  events: (row) => textCell(row.events?.join(' ') ?? ''),
  description: (row) => textCell(row.description),
  enabled: (row) => textCell(String(row.enabled)),
  disabled_reason: (row) => textCell(row.disabled_reason),
  disabled_at: (row) => numberCell(row.disabled_at ?? ''),
  failing_since: (row) => numberCell(row.failing_since ?? ''),
  previous_secret_until: (row) => numberCell(row.previous_secret_until ?? ''),
  created_by: (row) => textCell(row.created_by),
  created_at: (row) => numberCell(row.created_at),
};
