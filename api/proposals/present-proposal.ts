import { z } from 'zod';
import type { PackTerms, PlanTerms } from '../../domain/catalogue/catalogue.js';
import type { FrozenPublication } from '../../domain/approval/publication.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Rate } from '../../domain/model/state.js';
import { AskedPublication, Decision, ListedApproval } from '../approvals/present-approval.js';
import { PackAnswer, PlanAnswer, presentPack, presentPlan } from '../catalogue/present-plan.js';
import { presentRate, RateAnswer } from '../models/present-rate.js';
import { Refusal } from '../shapes/refusal.js';
import { InstantText } from '../shapes/time.js';
import { VersionsHash } from '../approvals/versions-hash.js';

const dated = {
  version: z.number().int().nullable().describe('Null: not published yet.'),
  effective_from: InstantText.nullable().describe(
    'Null: since the beginning of time; of a proposal: 60 seconds after its approval.',
  ),
};

/** The terms of a plan, a pack or a rate: of a version, or proposed. */
export const OfferVersion = z
  .discriminatedUnion('type', [
    PlanAnswer.extend({ type: z.literal('plan'), ...dated }).meta({ id: 'PlanVersion' }),
    PackAnswer.extend({ type: z.literal('pack'), ...dated }).meta({ id: 'PackVersion' }),
    RateAnswer.omit({ published_at: true })
      .extend({ type: z.literal('rate'), ...dated })
      .meta({ id: 'RateVersion' }),
  ])
  .meta({ id: 'OfferVersion' });
export type OfferVersion = z.input<typeof OfferVersion>;

/** What a proposal would be published as now, and what it would take the place of. */
export const ProposalPreview = z
  .object({
    preview_hash: VersionsHash,
    live: OfferVersion.nullable().describe('What holds now; null: nothing.'),
    newest: OfferVersion.nullable().describe(
      'The last version published, where it begins later than now.',
    ),
    proposed: OfferVersion,
  })
  .meta({ id: 'ProposalPreview' });
export type ProposalPreview = z.input<typeof ProposalPreview>;

/** One proposal, with what it was compared with, and what it would come to now. */
export const ProposalAnswer = ListedApproval.extend({
  command: AskedPublication,
  proposed: OfferVersion,
  live_then: OfferVersion.nullable().describe('What held when it was proposed; null: nothing.'),
  preview_now: ProposalPreview.extend({
    changed: z
      .array(z.enum(['live', 'newest']))
      .describe('What differs from what the requester saw.'),
  })
    .meta({ id: 'ProposalNow' })
    .nullable()
    .describe('Null unless it waits.'),
  refused_now: Refusal.nullable().describe(
    'Why it could not be published now; null unless it waits.',
  ),
  may: z.array(Decision).describe('What the caller may do with it.'),
  rejection_note: z.string().nullable(),
  refusal: Refusal.nullable().describe('Why it was not published.'),
  executed_at: InstantText.nullable(),
}).meta({ id: 'Proposal' });
export type ProposalAnswer = z.input<typeof ProposalAnswer>;

/** A version of a plan. */
export const planVersion = (terms: PlanTerms): OfferVersion => ({
  type: 'plan',
  ...presentPlan(terms),
});

/** A version of a pack. */
export const packVersion = (terms: PackTerms): OfferVersion => ({
  type: 'pack',
  ...presentPack(terms),
});

/** A version of a rate. */
export function rateVersion(rate: Omit<Rate, 'publishedAt'>): OfferVersion {
  const { published_at: _, ...version } = presentRate({ ...rate, publishedAt: 0 });
  return { type: 'rate', ...version };
}

/** What was proposed, before anybody has published it. */
export function proposedTerms(publication: FrozenPublication): OfferVersion {
  const { effectiveFrom } = publication;
  const open = { version: 0, effectiveFrom: 0 };
  const unpublished = { version: null, effective_from: instantOrNull(effectiveFrom) };
  switch (publication.type) {
    case 'PublishPlan':
      return { ...planVersion({ ...publication.offer, ...open }), ...unpublished };
    case 'PublishPack':
      return { ...packVersion({ ...publication.offer, ...open }), ...unpublished };
    case 'PublishRate': {
      const { modelId: model, terms } = publication;
      return { ...rateVersion({ model, terms, ...open }), ...unpublished };
    }
  }
}

const instantOrNull = (instant: Instant | undefined): string | null =>
  instant === undefined ? null : formatInstant(instant);
