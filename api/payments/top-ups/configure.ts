import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { commandMeta } from '../../auth/command-meta.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { afterWrite, writtenBy, type CommandResult } from '../../accounts/command-result.js';
import { eventAnswer, personalText, seenText, writeAnswer } from '../../accounts/schemas.js';
import { PaidBody } from '../../catalogue/bodies.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { formatCredits } from '../../../domain/credits.js';
import { Problem } from '../../http/problem.js';
import { CreditsText, PositiveCredits } from '../../shapes/credits.js';
import { AccountId, CatalogueName, MemberId } from '../../shapes/ids.js';
import { SavedCards } from '../cards/saved-cards.js';
import { asUnavailable } from '../converge/account-lease.js';
import { PackQuotes } from '../purchases/quote-pack.js';
import { StripeAccess } from '../stripe/access.js';
import { AccountRequest } from '../../accounts/account-request.js';

const MAX_VERSION_CHARS = 64;
const MAX_TEXT_CHARS = 4_000;

/** The words that were agreed to. */
export const ConsentBody = z
  .strictObject({
    version: seenText(MAX_VERSION_CHARS).min(1).describe('Names the wording.'),
    text: personalText(MAX_TEXT_CHARS)
      .min(1)
      .describe(
        'What was shown, word for word, with the terms filled in and without names of people or ' +
          'cards: it is kept in the log for ever, as the evidence of a disputed charge.',
      ),
  })
  .meta({ id: 'TopUpConsent' });

/** When to top up, by what, and up to how much a month. */
export const AutoTopUpBody = z
  .strictObject({
    below: PositiveCredits.describe('Due when a charge leaves fewer available credits than these.'),
    pack: CatalogueName,
    amount: PaidBody.optional().describe('Of a custom pack.'),
    monthly_cap: PaidBody.describe(
      'Most that is charged in a calendar month of the account\u2019s time zone.',
    ),
    consent: ConsentBody.optional().describe('Without it: 409 `consent_required`.'),
    member_id: MemberId.optional().describe('Who consents, where members are known.'),
  })
  .meta({
    id: 'NewAutoTopUp',
    examples: [
      {
        below: '50',
        pack: 'small',
        monthly_cap: { minor: 3_000, currency: 'usd' },
        consent: {
          version: 'en-1',
          text: 'Below 50 credits, buy 200 credits for $10.00 with my saved card, up to $30.00 a month.',
        },
      },
    ],
  });
export type AutoTopUpBody = z.output<typeof AutoTopUpBody>;

/** Terms of automatic top-ups, as they were consented to. */
export const TopUpTermsAnswer = z
  .object({
    below: CreditsText,
    pack: CatalogueName,
    pack_version: z.number().int(),
    price: MoneyAnswer,
    credits: CreditsText,
    monthly_cap: MoneyAnswer,
  })
  .meta({ id: 'AutoTopUpTerms' });

/** What was consented to. */
export const AutoTopUpWritten = z
  .object({ account_id: AccountId, terms: TopUpTermsAnswer, ...eventAnswer, ...writeAnswer })
  .meta({ id: 'AutoTopUpWritten' });
export type AutoTopUpWritten = z.input<typeof AutoTopUpWritten>;

/** Consents to automatic top-ups; refuses `consent_required` and `card_required`. */
export class ConfigureTopUps extends AccountRequest<AutoTopUpBody, AutoTopUpWritten> {}

@CommandHandler(ConfigureTopUps)
export class ConfigureTopUpsHandler implements ICommandHandler<ConfigureTopUps> {
  constructor(
    private readonly stream: AccountStream,
    private readonly stripe: StripeAccess,
    private readonly quotes: PackQuotes,
    private readonly cards: SavedCards,
  ) {}

  async execute(command: ConfigureTopUps): Promise<CommandResult<AutoTopUpWritten>> {
    const { accountId, body, key, caller } = command;
    const { below: threshold, pack, monthly_cap: monthlyCap, consent, member_id } = body;
    if (!this.stripe.settings) throw new Problem('payments_not_set_up');
    const { terms, quote } = await this.quotes.of(accountId, body);
    if (!consent) throw new Problem('consent_required');
    await this.requireCard(accountId);
    const { price, credits } = quote;
    const agreed = { threshold, pack, packVersion: terms.version, price, credits, monthlyCap };
    const memberId = caller.kind === 'widget' ? caller.grant.memberId : member_id;
    const executed = await this.stream.execute(
      accountId,
      { type: 'ConfigureAutoTopUp', ...agreed, consent, memberId },
      commandMeta(key, caller),
    );
    const answer = {
      account_id: accountId,
      terms: presentTerms(agreed),
      ...writtenBy(executed, ['AutoTopUpConfigured']),
      ...afterWrite(executed),
    };
    return { answer, hit: executed.hit };
  }

  private async requireCard(accountId: string): Promise<void> {
    const card = await this.cards.current(accountId).catch((error: unknown) => {
      throw asUnavailable(error);
    });
    if (!card) throw new Problem('card_required');
  }
}

/** Presents terms. */
export const presentTerms = (terms: {
  readonly threshold: bigint;
  readonly pack: string;
  readonly packVersion: number;
  readonly price: Parameters<typeof presentMoney>[0];
  readonly credits: bigint;
  readonly monthlyCap: Parameters<typeof presentMoney>[0];
}): z.input<typeof TopUpTermsAnswer> => ({
  below: formatCredits(terms.threshold),
  pack: terms.pack,
  pack_version: terms.packVersion,
  price: presentMoney(terms.price),
  credits: formatCredits(terms.credits),
  monthly_cap: presentMoney(terms.monthlyCap),
});
