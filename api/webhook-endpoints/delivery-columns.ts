import { numberCell, textCell } from '../exports/csv.js';
import type { WebhookDeliveryAnswer } from './delivery.js';

/** What was sent to an endpoint, as a file: without bodies. */
export const DELIVERY_COLUMNS: Readonly<Record<string, (row: WebhookDeliveryAnswer) => string>> = {
  id: (row) => textCell(row.id),
  webhook_id: (row) => textCell(row.webhook_id),
  type: (row) => textCell(row.type),
  account_id: (row) => textCell(row.account_id),
  state: (row) => textCell(row.state),
  attempts: (row) => numberCell(row.attempts),
  failed_attempts: (row) => numberCell(row.failed_attempts),
  arrived: (row) => textCell(String(row.arrived)),
  last_status: (row) => numberCell(row.last_status ?? ''),
  last_error: (row) => textCell(row.last_error),
  created_at: (row) => numberCell(row.created_at),
  attempted_at: (row) => numberCell(row.attempted_at ?? ''),
  next_attempt_at: (row) => numberCell(row.next_attempt_at ?? ''),
};
