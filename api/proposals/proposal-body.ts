/** What people propose to publish, as it is asked and as it is stored. */
import { z } from 'zod';
import type { FrozenPublication } from '../../domain/approval/publication.js';
import { seenText } from '../accounts/schemas.js';
import { VersionsHash } from '../approvals/versions-hash.js';
import { packOffer, planOffer, PublishPackBody, PublishPlanBody } from '../catalogue/bodies.js';
import { PublishRateBody, rateTerms } from '../models/bodies.js';
import { CatalogueName, ModelId } from '../shapes/ids.js';

const MAX_NOTE_CHARS = 500;
/** Why; it stands in the log, as it concerns no account. */
export const ProposalNote = seenText(MAX_NOTE_CHARS).min(1);

const proposed = <Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  id: string,
  shape: Shape,
) => z.strictObject({ type: z.literal(type), ...shape }).meta({ id });

/** A version of a plan, a pack or a rate: what its own route takes, and of which. */
export const Publication = z
  .discriminatedUnion('type', [
    proposed('plan', 'PlanToPublish', { plan: CatalogueName, terms: PublishPlanBody }),
    proposed('pack', 'PackToPublish', { pack: CatalogueName, terms: PublishPackBody }),
    proposed('rate', 'RateToPublish', { model_id: ModelId, terms: PublishRateBody }),
  ])
  .meta({ id: 'Publication' });
export type Publication = z.output<typeof Publication>;

const EXAMPLE = {
  type: 'plan',
  plan: 'pro',
  terms: { name: 'Pro', price: { minor: 2_500, currency: 'usd' }, credits: '600' },
};

/** What is to be compared with the live version. */
export const PreviewProposalBody = z
  .strictObject({ publication: Publication })
  .meta({ id: 'ProposalToPreview', examples: [{ publication: EXAMPLE }] });
export type PreviewProposalBody = z.output<typeof PreviewProposalBody>;

/** What somebody else is to publish, and the difference that was seen. */
export const ProposalBody = z
  .strictObject({
    publication: Publication,
    preview_hash: VersionsHash,
    note: ProposalNote.optional().describe('Why, for whoever decides.'),
  })
  .meta({
    id: 'NewProposal',
    examples: [{ publication: EXAMPLE, preview_hash: 'k3Jd9a0QXb2P81aa.2.2' }],
  });
export type ProposalBody = z.output<typeof ProposalBody>;

/** Freezes what is proposed. */
export function frozenPublication(publication: Publication): FrozenPublication {
  const { effective_from: effectiveFrom } = publication.terms;
  switch (publication.type) {
    case 'plan': {
      const offer = planOffer(publication.plan, publication.terms);
      return { type: 'PublishPlan', offer, effectiveFrom };
    }
    case 'pack': {
      const offer = packOffer(publication.pack, publication.terms);
      return { type: 'PublishPack', offer, effectiveFrom };
    }
    case 'rate': {
      const { model_id: modelId, terms } = publication;
      return { type: 'PublishRate', modelId, terms: rateTerms(terms), effectiveFrom };
    }
  }
}
