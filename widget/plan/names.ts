/** What plans are called. */
import { capital } from '../parts/figures.js';
import type { Plan } from '../wire/wire.js';

/** As the catalogue calls it; by its id where it does not. */
export const nameOf = (plans: readonly Plan[], plan: string | undefined): string =>
  plans.find((each) => each.plan === plan)?.name ?? capital(plan ?? '');
