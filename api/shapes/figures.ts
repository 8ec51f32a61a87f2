/** The figures of a balance in answers. */
import { z } from 'zod';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { CreditsText } from './credits.js';

/** The four figures of a balance: as they are, or by how much they changed. */
export const BalanceFigures = z
  .object({ available: CreditsText, held: CreditsText, frozen: CreditsText, debt: CreditsText })
  .meta({
    id: 'BalanceFigures',
    description: 'Of a balance: as they are, or by how much they changed.',
  });
export type BalanceFigures = z.output<typeof BalanceFigures>;

/** Presents the four figures, which are in micro-credits. */
export const presentBalanceFigures = (
  figures: Readonly<Record<keyof BalanceFigures, Credits>>,
): BalanceFigures => ({
  available: formatCredits(figures.available),
  held: formatCredits(figures.held),
  frozen: formatCredits(figures.frozen),
  debt: formatCredits(figures.debt),
});
