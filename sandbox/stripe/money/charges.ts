import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { move, PENDING_S } from './balance-transactions.js';
import { feeOf } from './fees.js';
import { cardOf } from './test-cards.js';

type Charge = Kinds['charge'];
type Intent = Kinds['payment_intent'];
type Method = Kinds['payment_method'];

/**
 * The balance transaction comes some seconds after the charge.
 * https://docs.stripe.com/payments/payment-intents/asynchronous-capture
 */
const CAPTURE_S = 2;
/** The test card's dispute comes soon after the payment. https://docs.stripe.com/testing#disputes */
const DISPUTE_AFTER_S = 10;

const OUTCOMES = {
  succeeded: ['approved_by_network', 'Payment complete.', 'authorized'],
  pending: [null, null, 'authorized'],
  failed: [
    'declined_by_network',
    'The bank did not return any further details with this decline.',
    'issuer_declined',
  ],
} as const;

/** What failed, for `failure_code` and the decline. */
export interface Decline {
  readonly code:
    | 'card_declined'
    | 'authentication_required'
    | 'payment_method_provider_decline'
    | 'setup_intent_authentication_failure';
  readonly declineCode: string | undefined;
  readonly message: string;
}

/** A charge of an intent by a payment method, in one of its three states. */
export async function makeCharge(
  turn: Turn,
  intent: Intent,
  method: Method,
  status: 'succeeded' | 'pending' | 'failed',
  decline?: Decline,
): Promise<Charge> {
  const isPaid = status === 'succeeded';
  const [networkStatus, sellerMessage, type] = OUTCOMES[status];
  const id = newId(method.type === 'card' ? 'ch' : 'py');
  const charge: Charge = {
    ...nulls('charge'),
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: status === 'failed' ? 0 : intent.amount,
    amount_refunded: 0,
    billing_details: { ...method.billing_details },
    calculated_statement_descriptor: 'SCRIP SANDBOX',
    captured: status !== 'failed',
    created: turn.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    // Only what the intent carries: nothing is copied from a session or a subscription.
    metadata: intent.metadata,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: networkStatus,
      reason: decline?.declineCode ?? null,
      risk_level: 'normal',
      risk_score: 12,
      seller_message: sellerMessage,
      type,
    },
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, intent.amount),
    receipt_email: intent.receipt_email,
    receipt_url: isPaid ? `${turn.settings.publicUrl}/receipts/${id}` : null,
    refunded: false,
    status,
  };
  await turn.create(charge, `charge.${status}`);
  if (isPaid) await afterPayment(turn, charge, method);
  return charge;
}

/** What follows a payment by itself. */
async function afterPayment(turn: Turn, charge: Charge, method: Method): Promise<void> {
  await turn.schedule(turn.now + CAPTURE_S, 'settle_charge', charge.id);
  const { card } = await turn.hidden(method.id);
  if (cardOf(card ?? '')?.later === 'dispute') {
    await turn.schedule(turn.now + DISPUTE_AFTER_S, 'dispute_charge', charge.id);
  }
}

/** The money arrives in the balance, less the fee. */
export async function settleCharge(turn: Turn, id: string): Promise<void> {
  const charge = await turn.get('charge', id);
  if (charge.balance_transaction !== null) return;
  const method = charge.payment_method_details?.type ?? 'card';
  const { id: transaction } = await move(turn, {
    type: method === 'card' ? 'charge' : 'payment',
    category: 'charge',
    amount: charge.amount,
    fee: feeOf(charge.amount, method),
    currency: charge.currency,
    source: id,
    description: charge.description ?? 'Payment',
    availableAfter: PENDING_S,
  });
  await turn.change(charge, { balance_transaction: transaction }, 'charge.updated');
}

/** A pending debit has come in. */
export async function succeedCharge(turn: Turn, id: string): Promise<void> {
  const charge = await turn.get('charge', id);
  const after = await turn.change(
    charge,
    {
      status: 'succeeded',
      paid: true,
      receipt_url: `${turn.settings.publicUrl}/receipts/${id}`,
    },
    'charge.succeeded',
  );
  const method = await turn.get('payment_method', String(charge.payment_method));
  await afterPayment(turn, after, method);
}

/** A pending debit was returned. */
export async function failCharge(turn: Turn, id: string, decline: Decline): Promise<void> {
  const charge = await turn.get('charge', id);
  await turn.change(
    charge,
    { status: 'failed', failure_code: decline.code, failure_message: decline.message },
    'charge.failed',
  );
}

function detailsOf({ card, us_bank_account: account }: Method, amount: number) {
  if (!card) {
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual' as const,
        account_type: 'checking' as const,
        bank_name: account?.bank_name ?? null,
        fingerprint: account?.fingerprint ?? null,
        last4: account?.last4 ?? null,
        payment_reference: null,
        routing_number: account?.routing_number ?? null,
      },
    };
  }
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: card.regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
