import { usePlanName } from '../data/plans.js';
import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { PlanName } from '../ui/plan-name.js';

type Versioned = Pick<Schemas['ListedSubscription'], 'plan' | 'plan_version'>;

interface PlanOfProps {
  readonly of: Versioned;
  /** Whether its version is named, too. */
  readonly isExact?: boolean;
}

/** The plan that a subscription or an account is of, as it is called. */
export function PlanOf({ of, isExact = false }: PlanOfProps) {
  const t = useWords();
  const nameOf = usePlanName();
  if (of.plan === null) return t('subscriptions.foreign');
  return isExact ? exactText(of, nameOf, t) : <PlanName plan={of.plan} />;
}

/** A plan and its version, in a text. */
export const exactText = (
  { plan, plan_version: version }: Versioned,
  nameOf: (plan: string) => string,
  t: Words,
): string =>
  plan === null
    ? t('subscriptions.foreign')
    : t('subscriptions.version', { plan: nameOf(plan), version: version ?? '' });
