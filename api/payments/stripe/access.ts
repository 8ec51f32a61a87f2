import type Stripe from 'stripe';
import type { DataSource } from 'typeorm';
import type { Config } from '../../../platform/config/config.js';
import type { StripeSettings } from '../../../platform/config/stripe.js';
import { withTimeout } from '../../../platform/patience/timeout.js';
import { Refusal } from '../../../platform/refusal.js';
import { Problem } from '../../http/problem.js';
import type { Logger } from '../../../platform/log.js';
import { briefOf, createStripe, isKeyRefused, isStripeFailure } from './client.js';
import { KeyTrouble } from './key-trouble.js';
import { checkPin } from './pin.js';
import { StripePin } from '../records/stripe-pin.entity.js';

/** Stripe as it is set up; used only once it is known to be the pinned account. */
export class StripeAccess {
  private readonly client: Stripe | undefined;
  private readonly keyTrouble: KeyTrouble;
  private pinned: Promise<void> | undefined;

  constructor(
    readonly settings: StripeSettings | undefined,
    private readonly dataSource: DataSource,
    log: Pick<Logger, 'error' | 'info'>,
  ) {
    this.keyTrouble = new KeyTrouble(log);
    this.client = settings && createStripe(settings, (answer) => this.keyTrouble.note(answer));
  }

  /** What is wrong with the key, each a sentence. */
  get warnings(): readonly string[] {
    return this.keyTrouble.warnings;
  }

  /** The client; undefined: payments are not set up. Throws a StripeError or a Refusal. */
  async find(): Promise<Stripe | undefined> {
    const { client, settings } = this;
    if (!client || !settings) return undefined;
    this.pinned ??= checkPin(client, settings.isLive, this.dataSource.getRepository(StripePin));
    try {
      await this.pinned;
    } catch (error) {
      this.pinned = undefined;
      throw error;
    }
    return client;
  }

  /** The client. Throws as `find` does, and `payments_not_set_up`. */
  async need(): Promise<Stripe> {
    const client = await this.find();
    if (!client) throw new Problem('payments_not_set_up');
    return client;
  }
}

/** The ledger waits no longer for Stripe. */
const START_LIMIT_MS = 10_000;

/**
 * Checks at the start that the key is of the pinned account. Throws a Refusal if not; where Stripe
 * does not answer, or does not let the key read its account, it is checked before its first use.
 */
export async function openStripe(
  { stripe }: Pick<Config, 'stripe'>,
  dataSource: DataSource,
  log: Pick<Logger, 'error' | 'warn' | 'info'>,
  limitMs = START_LIMIT_MS,
): Promise<StripeAccess> {
  const access = new StripeAccess(stripe, dataSource, log);
  try {
    await withTimeout(access.find(), limitMs, () => log.warn({ reason: 'no answer' }, UNANSWERED));
  } catch (error) {
    if (error instanceof Refusal || !isStripeFailure(error)) throw error;
    log.warn({ reason: briefOf(error) }, isKeyRefused(error) ? UNREADABLE : UNANSWERED);
  }
  return access;
}

const UNANSWERED = 'Stripe does not answer: its account is checked later';
const UNREADABLE =
  'STRIPE_SECRET_KEY may not read its account (GET /v1/account): nothing is sold or refunded until ' +
  'it may, or another key is set';
