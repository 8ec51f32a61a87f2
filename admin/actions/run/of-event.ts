import type { Schemas } from '../../lib/api.js';
import type { Command, Input } from './command.js';

type Event = Pick<Schemas['AccountEvent'], 'type' | 'data' | 'credits' | 'ticket'>;

/** The debit that an event took credits for; undefined where it took none. */
export function debitIn({ type, data }: Pick<Event, 'type' | 'data'>): string | undefined {
  if (type !== 'CreditsDebited' && type !== 'HoldSettled') return undefined;
  const { debitId } = data;
  return typeof debitId === 'string' ? debitId : undefined;
}

/** The hold that an event placed or extended; undefined where it did neither. */
export function holdIn({ type, data }: Pick<Event, 'type' | 'data'>): string | undefined {
  if (type !== 'HoldPlaced' && type !== 'HoldExtended') return undefined;
  const { holdId } = data;
  return typeof holdId === 'string' ? holdId : undefined;
}

/** What was done by hand and can be countered: an entry of the same credits the other way. */
export interface Counter {
  readonly command: Command;
  readonly input: Partial<Input>;
  /** The id of what is countered. */
  readonly id: string;
}

/** What counters an event that moved credits by hand; undefined: nothing does. */
export function counterOf({ type, data, credits, ticket }: Event): Counter | undefined {
  const id =
    type === 'CreditsAdjusted'
      ? data['adjustmentId']
      : type === 'DebitRefunded'
        ? data['refundId']
        : undefined;
  if (typeof id !== 'string' || credits === '0') return undefined;
  const wasTaken = credits.startsWith('-');
  const input = {
    direction: wasTaken ? ('issue' as const) : ('deduct' as const),
    credits: wasTaken ? credits.slice(1) : credits,
    ticket: ticket ?? '',
  };
  return { command: { kind: 'adjust' }, input, id };
}

/** The debit that an entry of the ledger is about; undefined where it is about none. */
export const debitOfEntry = ({
  kind,
  ref_id,
}: Pick<Schemas['LedgerEntry'], 'kind' | 'ref_id'>): string | undefined =>
  (kind === 'debit' || kind === 'settle') && ref_id?.startsWith('dbt_') ? ref_id : undefined;
