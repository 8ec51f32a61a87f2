import type { Scrip } from '../../client/src/index.js';
import { askGate } from './account.js';
import { MODELS } from './models.js';
import type { Visitor } from './visitors.js';
import type { Instead, Mode } from './shared/wire.js';

/**
 * What to send in place of a message that was refused, as far as Scrip's gate lets it through: the
 * same model if it only plans, and the best of the cheaper models; where none of them may build
 * either, the best that may plan. At most five questions to the gate; nothing where nothing fits.
 */
export async function whatFits(
  scrip: Scrip,
  visitor: Visitor,
  refused: { readonly model: string; readonly mode: Mode },
): Promise<readonly Instead[]> {
  const { model, mode } = refused;
  // From the cheapest and plainest to the dearest and best.
  const cheaper = MODELS.slice(0, Math.max(0, indexOf(model))).reverse();
  const firstOf = async (ids: readonly string[], mode: Mode): Promise<readonly Instead[]> => {
    for (const id of ids) {
      const { allowed, cost } = await askGate(scrip, visitor, 'ai_change', { model: id, mode });
      if (allowed && cost !== null) return [{ model: id, mode, cost }];
    }
    return [];
  };
  const ids = cheaper.map(({ id }) => id);
  const lighter = await firstOf(ids, mode);
  if (mode === 'plan') return lighter;
  const planned = await firstOf([model], 'plan');
  const either = [...lighter, ...planned];
  return either.length > 0 ? either : firstOf(ids, 'plan');
}

const indexOf = (model: string): number => MODELS.findIndex(({ id }) => id === model);
