import type { Schemas } from '../lib/api.js';

type Preview = Pick<Schemas['ReplayPreview'], 'purchase_state' | 'commands' | 'findings'>;

/** Whether a replay would leave the ledger, the purchase and the findings as they are. */
export const changesNothing = ({ purchase_state: states, commands, findings }: Preview): boolean =>
  commands.length === 0 &&
  findings.every(({ is_known }) => is_known) &&
  states?.before === states?.after;
