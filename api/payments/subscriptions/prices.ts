import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource, In } from 'typeorm';
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { Clock } from '../../../platform/clock/clock.js';
import { CatalogueView } from '../../catalogue/catalogue-view.js';
import { Problem } from '../../http/problem.js';
import { recordFindings } from '../converge/findings.js';
import type { SoldPrice } from '../plan/invoice.js';
import { StripePrice } from '../records/billing/stripe-price.entity.js';
import { StripeCalls } from '../stripe/calls.js';
import { ifThere, patiently } from '../stripe/client.js';
import { idOf } from '../stripe/read-balance.js';

const NOBODY = { accountId: null, purchaseId: null };

/** Prices at Stripe, each of one version of a plan. */
@Injectable()
export class Prices {
  constructor(
    private readonly calls: StripeCalls,
    private readonly plans: CatalogueView,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The price of a version of a plan, made at its first sale. Throws a StripeError;
   * `checkout_refused` where Stripe has another price under its key, which becomes a finding.
   */
  async ensure(stripe: Stripe, terms: PlanTerms): Promise<string> {
    const { plan, version } = terms;
    const rows = this.dataSource.getRepository(StripePrice);
    const known = await rows.findOne({ where: { plan, version }, order: { seenAt: 'DESC' } });
    const price = known ? await find(stripe, known.priceId) : await this.underKey(stripe, terms);
    const found = price ?? (await this.make(stripe, terms));
    if (!isOurs(found, terms) || !found.active) throw await this.differs(found, terms);
    await this.keep(found, terms);
    return found.id;
  }

  /**
   * Those of these prices that are ours, with what they sell; those that have no row get it, unless
   * this is a look ahead. Throws a StripeError.
   */
  async sold(
    stripe: Stripe,
    priceIds: readonly (string | null)[],
    look = { isAhead: false },
  ): Promise<ReadonlyMap<string, SoldPrice>> {
    const ids = [...new Set(priceIds.flatMap((id) => id ?? []))];
    const rows = await this.dataSource.getRepository(StripePrice).findBy({ priceId: In(ids) });
    const sold = new Map<string, SoldPrice>();
    for (const priceId of ids) {
      const row = rows.find((each) => each.priceId === priceId);
      const terms = row
        ? this.termsOf(row.plan, row.version)
        : await this.learn(stripe, priceId, look);
      if (!terms) continue;
      const { plan, version, credits, price } = terms;
      sold.set(priceId, { plan, version, credits, price });
    }
    return sold;
  }

  /** A price under our key that has no row, as after an older backup was restored. */
  private async learn(
    stripe: Stripe,
    priceId: string,
    { isAhead }: { readonly isAhead: boolean },
  ): Promise<PlanTerms | undefined> {
    const price = await find(stripe, priceId);
    const [, plan = '', version = ''] = KEY.exec(price?.lookup_key ?? '') ?? [];
    const terms = this.termsOf(plan, Number(version));
    if (!price || !terms || !isOurs(price, terms)) return undefined;
    if (!isAhead) await this.keep(price, terms);
    return terms;
  }

  private termsOf(plan: string, version: number): PlanTerms | undefined {
    const versions = this.plans.current().plans.get(plan) ?? [];
    return versions.find((terms) => terms.version === version);
  }

  private async underKey(stripe: Stripe, terms: PlanTerms): Promise<Stripe.Price | undefined> {
    const lookup_keys = [keyOf(terms)];
    const { data } = await patiently(() => stripe.prices.list({ lookup_keys, limit: 1 }));
    return data[0];
  }

  private async make(stripe: Stripe, terms: PlanTerms): Promise<Stripe.Price> {
    const { plan, name, price } = terms;
    const product = productOf(plan);
    await this.calls.makeShared(
      `product:${product}`,
      'POST /v1/products',
      () => ifThere(() => patiently(() => stripe.products.retrieve(product))),
      (options) => stripe.products.create({ id: product, name }, options),
    );
    const params = {
      product,
      currency: price.currency,
      unit_amount: Number(price.minor),
      recurring: { interval: 'month' },
      lookup_key: keyOf(terms),
    } as const;
    return this.calls.makeShared(
      `price:${keyOf(terms)}`,
      'POST /v1/prices',
      () => this.underKey(stripe, terms),
      (options) => stripe.prices.create(params, options),
    );
  }

  private keep(price: Stripe.Price, { plan, version }: PlanTerms) {
    const row = {
      priceId: price.id,
      productId: idOf(price.product) ?? '',
      plan,
      version,
      amount: BigInt(price.unit_amount ?? 0),
      currency: price.currency,
      seenAt: new Date(this.clock.now()),
    };
    return this.dataSource.getRepository(StripePrice).upsert(row, ['priceId']);
  }

  private async differs(found: Stripe.Price, { plan, price }: PlanTerms): Promise<Problem> {
    const draft = {
      class: 'price' as const,
      objectId: found.id,
      ours: `${price.minor} ${price.currency}`,
      theirs: `${found.unit_amount ?? ''} ${found.currency}${found.active ? '' : ', archived'}`,
    };
    await recordFindings(this.dataSource.manager, [draft], NOBODY, this.clock.now());
    const detail = `Stripe has another price for ${plan}: it is not sold until a person has looked`;
    return new Problem('checkout_refused', detail, { members: { plan } });
  }
}

const KEY = /^scrip:([a-z][a-z0-9_-]{0,31}):v(\d{1,9})$/;
const keyOf = ({ plan, version }: PlanTerms): string => `scrip:${plan}:v${version}`;
const productOf = (plan: string): string => `scrip_${plan}`;

/** Whether a price costs what the version of the plan does, a month, and is of its product. */
const isOurs = (found: Stripe.Price, { plan, price }: PlanTerms): boolean =>
  idOf(found.product) === productOf(plan) &&
  found.currency === price.currency &&
  found.unit_amount === Number(price.minor) &&
  found.recurring?.interval === 'month' &&
  found.recurring.interval_count === 1;

const find = (stripe: Stripe, priceId: string): Promise<Stripe.Price | undefined> =>
  ifThere(() => patiently(() => stripe.prices.retrieve(priceId)));
