import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { requiredReason, Ticket } from '../../accounts/schemas.js';
import type { Caller } from '../../auth/caller.js';
import { ROLE_PERMISSIONS } from '../../auth/roles.js';
import { invalid, Problem } from '../../http/problem.js';
import { StaffId } from '../../staff/ids.js';
import { Staff } from '../../staff/staff.entity.js';
import type { FindingEntry } from '../records/finding-entry.entity.js';
import { FindingLog } from './finding-log.js';
import { Resolution, SettledBy, type FindingDetails } from './finding-shapes.js';
import { ReadFindings } from './read-findings.js';

/** Who deals with it. */
export const AssignBody = z
  .strictObject({ owner: StaffId.nullable().describe('Null: nobody any more.') })
  .meta({ id: 'AssignFinding', examples: [{ owner: null }] });
export type AssignBody = z.output<typeof AssignBody>;

/** Why it needs nobody any more. */
export const ResolveBody = z
  .strictObject({
    reason: Resolution,
    note: requiredReason.note,
    ticket: Ticket.optional(),
    link: SettledBy.optional(),
  })
  .meta({
    id: 'ResolveFinding',
    examples: [{ reason: 'expected', note: 'Sold at the fair, with our terminal' }],
  });
export type ResolveBody = z.output<typeof ResolveBody>;

/** Why it needs somebody again. */
export const ReopenBody = z
  .strictObject({ note: requiredReason.note, ticket: Ticket.optional() })
  .meta({ id: 'ReopenFinding', examples: [{ note: 'The payer has complained' }] });
export type ReopenBody = z.output<typeof ReopenBody>;

/** Who does something about which finding. */
interface About {
  readonly findingId: string;
  readonly caller: Caller;
}

/** What somebody does about a finding. */
abstract class FindingCommand<Body> extends Command<FindingDetails> {
  constructor(
    readonly about: About,
    readonly body: Body,
  ) {
    super();
  }
}

/** Makes somebody the owner of a finding. 404; 409 once it is resolved; 422 for a wrong owner. */
export class AssignFinding extends FindingCommand<AssignBody> {}

@CommandHandler(AssignFinding)
export class AssignFindingHandler implements ICommandHandler<AssignFinding> {
  constructor(
    private readonly log: FindingLog,
    private readonly findings: ReadFindings,
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
  ) {}

  async execute({ about, body: { owner: ownerId } }: AssignFinding): Promise<FindingDetails> {
    const { findingId, caller } = about;
    if (ownerId !== null) await this.requireReader(ownerId);
    await this.log.change(findingId, (finding, last) => {
      if (finding.state === 'resolved') throw resolvedAlready(last);
      if (finding.ownerId === ownerId) return undefined;
      const did = ownerId === null ? 'released' : 'assigned';
      const set = { ownerId, state: ownerId === null ? 'open' : 'assigned' } as const;
      return { set, deed: { did, actor: caller.actor, ownerId } };
    });
    return this.findings.one(findingId, caller);
  }

  private async requireReader(id: string): Promise<void> {
    const person = await this.staff.findOneBy({ id, active: true });
    if (person && ROLE_PERMISSIONS[person.role].has('payments:read')) return;
    const reason = 'expected an active member of staff who may read payments';
    throw invalid([{ name: 'owner', reason }]);
  }
}

/** Resolves a finding. 404; 409 if somebody has done so already. */
export class ResolveFinding extends FindingCommand<ResolveBody> {}

@CommandHandler(ResolveFinding)
export class ResolveFindingHandler implements ICommandHandler<ResolveFinding> {
  constructor(
    private readonly log: FindingLog,
    private readonly findings: ReadFindings,
  ) {}

  async execute({ about, body }: ResolveFinding): Promise<FindingDetails> {
    const { findingId, caller } = about;
    const { reason, note, ticket = null, link = null } = body;
    await this.log.change(findingId, (finding, last) => {
      const deed = { did: 'resolved', actor: caller.actor, reason, note, ticket, link } as const;
      if (finding.state !== 'resolved') return { set: { state: 'resolved' }, deed };
      // Sent twice, it was resolved once.
      if (last && isSame(last, deed)) return undefined;
      throw resolvedAlready(last);
    });
    return this.findings.one(findingId, caller);
  }
}

/** Re-opens a finding that was resolved. 404; 409 if it is not. */
export class ReopenFinding extends FindingCommand<ReopenBody> {}

@CommandHandler(ReopenFinding)
export class ReopenFindingHandler implements ICommandHandler<ReopenFinding> {
  constructor(
    private readonly log: FindingLog,
    private readonly findings: ReadFindings,
  ) {}

  async execute({ about, body }: ReopenFinding): Promise<FindingDetails> {
    const { findingId, caller } = about;
    const { note, ticket = null } = body;
    await this.log.change(findingId, (finding, last) => {
      const deed = { did: 'reopened', actor: caller.actor, note, ticket } as const;
      const state = finding.ownerId === null ? 'open' : 'assigned';
      if (finding.state === 'resolved') return { set: { state }, deed };
      if (last && isSame(last, deed)) return undefined;
      throw new Problem('finding_not_resolved');
    });
    return this.findings.one(findingId, caller);
  }
}

type Compared = Partial<
  Pick<FindingEntry, 'actor' | 'did' | 'reason' | 'note' | 'ticket' | 'link'>
>;

const isSame = (one: Compared, other: Compared): boolean =>
  (['actor', 'did', 'reason', 'note', 'ticket', 'link'] as const).every(
    (field) => (one[field] ?? null) === (other[field] ?? null),
  );

/** 409: who has resolved it, and when. */
export function resolvedAlready(last: FindingEntry | null): Problem {
  if (last?.did !== 'resolved') {
    return new Problem('finding_resolved', 'the finding has cleared itself: it is resolved');
  }
  const { actor, at } = last;
  const resolved_at = formatInstant(at.getTime());
  const detail = `the finding was resolved by ${actor} at ${resolved_at}: re-open it first`;
  return new Problem('finding_resolved', detail, { members: { resolved_by: actor, resolved_at } });
}
