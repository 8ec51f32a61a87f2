import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { Who } from '../../staff/actor-names.js';
import { Ticket } from '../../accounts/schemas.js';
import { AccountId } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import {
  FINDING_CLASSES,
  isPaidNotGranted,
  SEVERITIES,
  type FindingClass,
} from '../plan/finding-classes.js';
import { FINDING_DEEDS } from '../records/finding-entry.entity.js';
import { FINDING_STATES } from '../records/finding.entity.js';
import { FindingId, PurchaseId, StripeObjectId } from '../records/ids.js';

const isClass = (name: string): name is FindingClass => Object.hasOwn(FINDING_CLASSES, name);
const CLASSES = Object.keys(FINDING_CLASSES).filter(isClass);

/** A class of findings, as the OpenAPI document names it. */
export const FindingClassName = z.enum(CLASSES).meta({
  id: 'FindingClass',
  description: 'What does not add up; the guide "Taking payments" says what each means.',
});

/** How urgent a finding is, as the OpenAPI document names it. */
export const SeverityName = z.enum(SEVERITIES).meta({ id: 'FindingSeverity' });

/** Where a finding stands, as the OpenAPI document names it. */
export const FindingStateName = z.enum(FINDING_STATES).meta({ id: 'FindingState' });

/** Why a finding needs nobody any more. */
export const Resolution = z
  .enum(['corrected', 'refunded', 'granted', 'expected', 'settled', 'other'])
  .meta({
    id: 'FindingResolution',
    description:
      '`corrected`: an entry corrects it. `refunded`: the money went back. `granted`: what was ' +
      'bought was granted. `expected`: it is as it should be. `settled`: it has cleared itself.',
  });

/** What settles a finding: the id of an adjustment, a refund, an approval. */
export const SettledBy = z
  .string()
  .regex(/^[a-z]{2,8}_[A-Za-z0-9_]{1,200}$/, 'expected the id of what settles it')
  .meta({ description: 'What settles it.', examples: ['adj_000000000805rgtqd9'] });

const REMEDIES = ['grant', 'refund'] as const;

/** One finding, as it stands in lists. */
export const FindingAnswer = z
  .object({
    finding_id: FindingId,
    class: FindingClassName,
    severity: SeverityName,
    state: FindingStateName,
    object_id: StripeObjectId.describe('The object at Stripe, or the webhook.'),
    account_id: AccountId.nullable(),
    purchase_id: PurchaseId.nullable(),
    ours: z
      .string()
      .nullable()
      .meta({ description: 'What we expected.', examples: ['2500 usd'] }),
    theirs: z.string().nullable().describe('What Stripe has.'),
    owner: Who.nullable().describe('Who deals with it.'),
    remedies: z
      .array(z.enum(REMEDIES).meta({ id: 'FindingRemedy' }))
      .describe(
        'What its money allows while it is not resolved: `grant` what was bought, or `refund` it. ' +
          'Empty unless something was paid and not granted.',
      ),
    found_at: InstantText,
  })
  .meta({ id: 'PaymentFinding' });
export type FindingAnswer = z.input<typeof FindingAnswer>;

const FindingEntryAnswer = z
  .object({
    at: InstantText,
    by: Who,
    did: z.enum(FINDING_DEEDS).meta({
      id: 'FindingDeed',
      description:
        '`released`: it has no owner any more. `asked`: others were asked to approve that what was ' +
        'bought is granted. `refunding`: its payment was refunded.',
    }),
    owner: Who.nullable(),
    reason: Resolution.nullable(),
    note: z
      .string()
      .nullable()
      .describe('For callers with `pii:read`; null once the person was erased.'),
    ticket: Ticket.nullable(),
    link: z.string().nullable().describe('What settles it.'),
  })
  .meta({ id: 'FindingEntry' });

/** One finding with all that was done about it. */
export const FindingDetails = FindingAnswer.extend({
  history: z.array(FindingEntryAnswer).describe('Oldest first.'),
}).meta({ id: 'FindingDetails' });
export type FindingDetails = z.input<typeof FindingDetails>;

/** A row of findings. */
export interface FindingRow {
  readonly finding_id: string;
  readonly class: FindingClass;
  readonly severity: (typeof SEVERITIES)[number];
  readonly state: (typeof FINDING_STATES)[number];
  readonly object_id: string;
  readonly account_id: string | null;
  readonly purchase_id: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly owner_id: string | null;
  readonly found_at: Date;
}

/** Presents a row. */
export const presentFinding = (row: FindingRow, owner: Who | null): FindingAnswer => ({
  finding_id: row.finding_id,
  class: row.class,
  severity: row.severity,
  state: row.state,
  object_id: row.object_id,
  account_id: row.account_id,
  purchase_id: row.purchase_id,
  ours: row.ours,
  theirs: row.theirs,
  owner,
  remedies: hasMoney(row) ? [...REMEDIES] : [],
  found_at: formatInstant(row.found_at.getTime()),
});

/** Whether it is about money of a purchase that was paid and not granted. */
const hasMoney = (row: Pick<FindingRow, 'class' | 'account_id' | 'purchase_id'>): boolean =>
  isPaidNotGranted(row.class) && row.account_id !== null && row.purchase_id !== null;
