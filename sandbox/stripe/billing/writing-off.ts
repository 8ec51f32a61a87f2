import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { stopCollection } from './paying.js';
import { statusAfter } from './statuses.js';

type Invoice = Kinds['invoice'];

/** It is not expected any more, though it can still be paid. https://docs.stripe.com/api/invoices/mark_uncollectible */
export async function markUncollectible(turn: Turn, invoice: Invoice): Promise<Invoice> {
  await stopCollection(turn, invoice.id);
  const after = await turn.change(
    invoice,
    {
      status: 'uncollectible',
      auto_advance: false,
      next_payment_attempt: null,
      status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: turn.now },
    },
    'invoice.updated',
    'invoice.marked_uncollectible',
  );
  await statusAfter(turn, after);
  return after;
}
