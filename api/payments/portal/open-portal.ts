import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type Stripe from 'stripe';
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { Problem } from '../../http/problem.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { asUnavailable } from '../converge/account-lease.js';
import { Customers } from '../customers/customers.js';
import { ReturnUrl } from '../purchases/return-url.js';
import { StripeAccess } from '../stripe/access.js';
import { isOutage, isStripeFailure, patiently } from '../stripe/client.js';
import { PortalConfiguration } from './portal-configuration.js';

/** A link that nobody follows expires after so long. */
const UNUSED_S = 5 * 60;

/** Where the customer goes back to. */
export const PortalBody = z
  .strictObject({ return_url: ReturnUrl.optional() })
  .meta({ id: 'PortalRequest', examples: [{ return_url: 'https://app.example/plan' }] });
export type PortalBody = z.output<typeof PortalBody>;

/** A link into the portal. */
export const PortalAnswer = z
  .object({
    account_id: AccountId,
    portal_url: z
      .string()
      .describe('For the one customer, now: whoever has it can cancel, and see the invoices.'),
    expires_at: InstantText.describe('Until when the link can be followed first.'),
  })
  .meta({ id: 'Portal' });
export type PortalAnswer = z.input<typeof PortalAnswer>;

/** Opens Stripe's customer portal for an account. */
export class OpenPortal extends Command<PortalAnswer> {
  constructor(
    readonly accountId: string,
    readonly returnUrl: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(OpenPortal)
export class OpenPortalHandler implements ICommandHandler<OpenPortal> {
  constructor(
    private readonly accounts: AccountStream,
    private readonly stripe: StripeAccess,
    private readonly customers: Customers,
    private readonly configuration: PortalConfiguration,
  ) {}

  /**
   * Throws `not_subscribed` where Stripe has no customer for the account, `account_not_found`,
   * `payments_not_set_up`, `checkout_refused` and `payments_unavailable`.
   */
  async execute({ accountId, returnUrl }: OpenPortal): Promise<PortalAnswer> {
    await this.accounts.requireOpened(accountId);
    try {
      const session = await this.open(await this.stripe.need(), accountId, returnUrl);
      const expiresAt = (session.created + UNUSED_S) * 1_000;
      const expires_at = formatInstant(expiresAt);
      return { account_id: accountId, portal_url: session.url, expires_at };
    } catch (error) {
      if (!isStripeFailure(error) || isOutage(error)) throw asUnavailable(error);
      const detail = 'Stripe does not open its customer portal: nothing was changed';
      throw new Problem('checkout_refused', detail, { cause: error });
    }
  }

  private async open(
    stripe: Stripe,
    accountId: string,
    returnUrl: string | undefined,
  ): Promise<Stripe.BillingPortal.Session> {
    const known = await this.customers.known(accountId);
    const { customerId: customer } = known ?? {};
    if (customer === undefined || !(await this.customers.isThere(stripe, customer))) {
      throw new Problem(
        'not_subscribed',
        'Stripe has no customer for the account: subscribe first',
      );
    }
    const configuration = await this.configuration.ensure(stripe);
    return patiently(() =>
      stripe.billingPortal.sessions.create({
        customer,
        configuration,
        ...(returnUrl !== undefined && { return_url: returnUrl }),
      }),
    );
  }
}
