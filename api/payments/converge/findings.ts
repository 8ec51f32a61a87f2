import type { EntityManager } from 'typeorm';
import type { Instant } from '../../../domain/instant.js';
import { newId } from '../records/ids.js';
import { FINDING_CLASSES } from '../plan/finding-classes.js';
import { Finding } from '../records/finding.entity.js';
import type { Attribution } from './mirror.js';
import type { FindingDraft } from '../plan/plan.js';

/** Records findings; one that is known already stays as it is. */
export async function recordFindings(
  manager: EntityManager,
  drafts: readonly FindingDraft[],
  about: Attribution,
  now: Instant,
): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({
    ...draft,
    ...about,
    findingId: newId('fnd'),
    severity: FINDING_CLASSES[draft.class],
    foundAt: new Date(now),
  }));
  await manager
    .getRepository(Finding)
    .createQueryBuilder()
    .insert()
    .values(rows)
    .orIgnore()
    .execute();
}
