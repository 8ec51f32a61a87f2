import { usePlanName } from '../data/plans.js';

/** A plan as it is called, with its id as title. */
export function PlanName({ plan }: { readonly plan: string }) {
  const name = usePlanName()(plan);
  return <span title={plan}>{name}</span>;
}
