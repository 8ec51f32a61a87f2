import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { DomainError } from '../../../domain/errors.js';
import { accountNotFound, AccountStream } from '../../accounts/account-stream.js';
import { Problem } from '../../http/problem.js';
import { SavedCards } from '../cards/saved-cards.js';
import { AccountLeases, asUnavailable } from '../converge/account-lease.js';
import { ReturnUrl } from '../purchases/return-url.js';
import { isOutage, isStripeFailure } from '../stripe/client.js';

/** Where the owner of a card goes back to. */
export const CardBody = z
  .strictObject({ return_url: ReturnUrl })
  .meta({ id: 'CardToSave', examples: [{ return_url: 'https://app.example/credits' }] });
export type CardBody = z.output<typeof CardBody>;

/** A page of Stripe that saves a card. */
export const BegunCard = z
  .object({ checkout_url: z.string().describe('Where the owner enters the card.') })
  .meta({ id: 'BegunCard' });
export type BegunCard = z.output<typeof BegunCard>;

/** The saved card; null: there is none. */
export const CardAnswer = z
  .object({
    card: z
      .object({
        brand: z.string().meta({ examples: ['visa'] }),
        last4: z.string(),
        exp_month: z.number().int(),
        exp_year: z.number().int(),
      })
      .nullable(),
  })
  .meta({ id: 'SavedCard' });
export type CardAnswer = z.output<typeof CardAnswer>;

/** Begins to save a card. */
export class BeginCard extends Command<BegunCard> {
  constructor(
    readonly accountId: string,
    readonly returnUrl: string,
  ) {
    super();
  }
}

/** The cards of accounts, for whoever waits for an answer. */
@Injectable()
export class TopUpCards {
  constructor(
    private readonly accounts: AccountStream,
    private readonly cards: SavedCards,
    private readonly leases: AccountLeases,
  ) {}

  /** Throws `account_not_found`, `payments_not_set_up` and `payments_unavailable`. */
  async of(accountId: string): Promise<CardAnswer> {
    await this.accounts.requireOpened(accountId);
    const card = await answered(() => this.cards.current(accountId));
    if (!card) return { card: null };
    const { brand, last4, expMonth: exp_month, expYear: exp_year } = card;
    return { card: { brand, last4, exp_month, exp_year } };
  }

  /** The same, and `account_closed` and `checkout_refused`. */
  async begin(accountId: string, returnUrl: string): Promise<BegunCard> {
    const { state } = await this.accounts.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    if (state.status === 'closed') {
      throw new DomainError('account_closed', { account_id: accountId });
    }
    const checkout_url = await answered(() =>
      this.leases.alone(accountId, (lease) => this.cards.begin(lease, accountId, returnUrl)),
    );
    return { checkout_url };
  }
}

@CommandHandler(BeginCard)
export class BeginCardHandler implements ICommandHandler<BeginCard> {
  constructor(private readonly cards: TopUpCards) {}

  execute({ accountId, returnUrl }: BeginCard): Promise<BegunCard> {
    return this.cards.begin(accountId, returnUrl);
  }
}

/** What Stripe's failures are for whoever waits. */
async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!isStripeFailure(error) || isOutage(error)) throw asUnavailable(error);
    const detail = 'Stripe makes no page to save a card: nothing was saved';
    throw new Problem('checkout_refused', detail, { cause: error });
  }
}
