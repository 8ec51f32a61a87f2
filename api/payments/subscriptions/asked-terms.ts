import { Injectable } from '@nestjs/common';
import { requirePlan } from '../../../domain/account/decide/bundle.js';
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { DomainError } from '../../../domain/errors.js';
import { Clock } from '../../../platform/clock/clock.js';
import { accountNotFound, AccountStream } from '../../accounts/account-stream.js';
import { CatalogueView } from '../../catalogue/catalogue-view.js';
import { requirePaid } from './allowed.js';
import type { SubscriptionBody } from './bodies.js';

/** Finds the plan that is asked for, for accounts that can be sold to. */
@Injectable()
export class AskedTerms {
  constructor(
    private readonly stream: AccountStream,
    private readonly plans: CatalogueView,
    private readonly clock: Clock,
  ) {}

  /**
   * Undefined: none is named. Refuses accounts that are not there or closed, plans that are not on
   * sale or cost nothing, and `version_changed` where the buyer was shown another version. What was
   * `begun` goes on with the version of then.
   */
  async of(
    accountId: string,
    { plan, plan_version: seen }: Pick<SubscriptionBody, 'plan' | 'plan_version'>,
    begun: number | null = null,
  ): Promise<PlanTerms | undefined> {
    const { state } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    if (state.status === 'closed') {
      throw new DomainError('account_closed', { account_id: accountId });
    }
    if (plan === undefined) return undefined;
    await this.plans.fresh();
    const before = begun === null ? undefined : this.version(plan, begun);
    if (before) return before;
    const terms = requirePlan(this.plans, plan, this.clock.now());
    requirePaid(terms);
    if (seen !== undefined && seen !== terms.version) {
      throw new DomainError('version_changed', { newest: terms.version, seen });
    }
    return terms;
  }

  /** A version of a plan; undefined: there is none. */
  version(plan: string, version: number): PlanTerms | undefined {
    const versions = this.plans.current().plans.get(plan) ?? [];
    return versions.find((terms) => terms.version === version);
  }

  /** What a plan is at an instant; undefined: it is not on sale then. */
  at(plan: string, instant: number): PlanTerms | undefined {
    return this.plans.planAt(plan, instant);
  }
}
