import { describe, expect, it } from '@jest/globals';
import { APPROVAL_MS, approvalDecider } from '../../../domain/approval/decider.js';
import {
  ApprovalApproved,
  approvalEvents,
  ApprovalExecuted,
  ApprovalExpired,
  ApprovalRejected,
  ApprovalWithdrawn,
  PublicationRequested,
} from '../../../domain/approval/events.js';
import type { FrozenPublication } from '../../../domain/approval/publication.js';
import { catalogueDecider } from '../../../domain/catalogue/decider.js';
import { modelDecider } from '../../../domain/model/decider.js';
import { ModelRegistered } from '../../../domain/model/events.js';
import { MICRO } from '../../../domain/credits.js';
import { PackPublished, PlanPublished } from '../../../domain/catalogue/events.js';
import { parseInstant } from '../../../domain/instant.js';
import { rulesOf } from '../../support/domain/given.js';

const { given } = rulesOf(approvalDecider);
const now = parseInstant('2026-03-01T12:00:00Z') ?? 0;
const [ann, ben] = ['staff:stf_ann', 'staff:stf_ben'];
const approvalId = 'apr_1';
const offer = {
  plan: 'pro',
  name: 'Pro',
  price: { minor: 2_500n, currency: 'usd' },
  credits: 600n * MICRO,
  seats: 1,
  prioritySupport: false,
};
const packOffer = {
  pack: 'small',
  name: 'Small',
  description: '',
  terms: { kind: 'fixed' as const, price: offer.price, credits: 220n * MICRO },
};
const terms = {
  perMillion: { input: 2n * MICRO },
  modeMultipliers: { plan: '0.5' },
  complexityMultipliers: {},
  outcomeMultipliers: {},
};
const publication: FrozenPublication = { type: 'PublishPlan', offer };
const request = {
  approvalId,
  publication,
  commandHash: 'c',
  seen: { live: 1, newest: 2 },
  note: 'costs went up',
  requestedBy: ann,
};
const requested = PublicationRequested(now, { ...request, expiresAt: now + APPROVAL_MS });
const approve = (by: string) => ({ type: 'Approve', by, previewHash: 'c.1.2' }) as const;
const approved = ApprovalApproved(now + 1, { approvalId, approvedBy: ben, previewHash: 'c.1.2' });

describe('a proposal', () => {
  it('waits for a day, and keeps the versions that it was compared with', () => {
    given()
      .when({ type: 'RequestPublication', ...request }, now)
      .then(requested);
    given(requested)
      .when({ type: 'RequestPublication', ...request }, now)
      .refused('approval_decided');
  });

  it('is decided by anybody but whoever proposed it, and taken back by them alone', () => {
    given(requested)
      .when(approve(ann), now + 1)
      .refused('approval_own');
    given(requested)
      .when({ type: 'Reject', by: ann, note: 'no' }, now + 1)
      .refused('approval_own');
    given(requested)
      .when(approve(ben), now + 1)
      .then(approved);
    given(requested)
      .when({ type: 'Reject', by: ben, note: 'no' }, now + 1)
      .then(ApprovalRejected(now + 1, { approvalId, rejectedBy: ben, note: 'no' }));
    given(requested)
      .when({ type: 'Withdraw', by: ben }, now + 1)
      .refused('approval_not_own');
    given(requested)
      .when({ type: 'Withdraw', by: ann }, now + 1)
      .then(ApprovalWithdrawn(now + 1, { approvalId }));
  });

  it('expires at its instant', () => {
    const end = now + APPROVAL_MS;
    const state = approvalDecider.evolve(approvalDecider.initial(), requested);
    const due = approvalDecider.due?.(state, { now: end, nextRevision: 1 });
    expect(due).toEqual([ApprovalExpired(end, { approvalId })]);
    given(requested).when(approve(ben), end).refused('approval_decided');
  });

  it('ends as published, or as refused where another version came in between', () => {
    given(requested, approved)
      .when({ type: 'RecordExecution', eventId: 'e' }, now + 2)
      .then(ApprovalExecuted(now + 2, { approvalId, eventId: 'e' }));
    const refusal = { code: 'version_changed', detail: 'another version was published since' };
    given(requested, approved)
      .when({ type: 'RecordRefusal', refusal }, now + 2)
      .then(ApprovalRejected(now + 2, { approvalId, rejectedBy: ben, refusal }));
  });

  const each: FrozenPublication[] = [
    { ...publication, effectiveFrom: now },
    { type: 'PublishPack', offer: packOffer },
    { type: 'PublishRate', modelId: 'swift-1', terms },
  ];
  it.each(each)('keeps a $type as it was', (proposed) => {
    const event = PublicationRequested(now, { ...requested.data, publication: proposed });
    const stored: unknown = JSON.parse(JSON.stringify(approvalEvents.encode(event)));
    expect(approvalEvents.decode(event.type, 1, stored, now)).toEqual(event);
  });
});

describe('a version that follows another', () => {
  const version = { version: 1, effectiveFrom: 0 };

  it('is refused where the newest is not the one that was looked at', () => {
    const catalogue = rulesOf(catalogueDecider);
    const plan = PlanPublished(0, { ...offer, ...version });
    const pack = PackPublished(0, { ...packOffer, ...version });
    const dearer = { ...offer, seats: 2 };
    const larger = { ...packOffer, description: 'more' };
    const from = now + 60_000;
    for (const follows of [0, 2]) {
      catalogue
        .given(plan)
        .when({ type: 'PublishPlan', offer: dearer, follows }, now)
        .refused('version_changed');
      catalogue
        .given(pack)
        .when({ type: 'PublishPack', offer: larger, follows }, now)
        .refused('version_changed');
    }
    catalogue
      .given(plan)
      .when({ type: 'PublishPlan', offer: dearer, follows: 1 }, now)
      .then(PlanPublished(now, { ...dearer, version: 2, effectiveFrom: from }));
    catalogue
      .given(pack)
      .when({ type: 'PublishPack', offer: larger, follows: 1 }, now)
      .then(PackPublished(now, { ...larger, version: 2, effectiveFrom: from }));
  });

  it('is refused so of a rate, too', () => {
    const registered = ModelRegistered(0, { modelId: 'swift-1', name: 'Swift 1' });
    rulesOf(modelDecider)
      .given(registered)
      .when({ type: 'PublishRate', modelId: 'swift-1', terms, follows: 1 }, now)
      .refused('version_changed');
  });
});
