import { accounts } from './accounts.js';
import { adjustments } from './adjustments.js';
import { approvals } from './approvals.js';
import { balances } from './balances.js';
import { catalogue } from './catalogue.js';
import { ledgerDays } from './ledger-days.js';
import { ledgerEntries } from './ledger-entries.js';
import { lots } from './lots.js';
import { members } from './members.js';
import { models } from './models.js';
import { operations } from './operations.js';
import type { Projection } from '../tables/projection.js';
import { usage } from './usage.js';

/** Read models in schema `read`, which can be dropped and rebuilt. */
export const readProjections: readonly Projection[] = [
  accounts,
  balances,
  lots,
  ledgerEntries,
  ledgerDays,
  adjustments,
  approvals,
  members,
  usage,
  models,
  catalogue,
];

/** Everything that follows the log; `operations` is in schema `app` and never dropped. */
export const allProjections: readonly Projection[] = [operations, ...readProjections];
