import { expect } from '@jest/globals';
import { ApprovalStream } from '../../../api/approvals/approval-stream.js';
import { newKey, type TestProduct } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';

const price = { minor: 2_500, currency: 'usd' };
/** Terms of a plan. */
export const terms = { name: 'Plus', price, credits: '600' };

let made = 0;

/** What people do about proposals. */
export function proposalCalls(theProduct: () => TestProduct) {
  /** A plan that is sold, published by a key as ever. */
  const aPlan = async (): Promise<string> => {
    const plan = `plan-${(made += 1)}`;
    await publish(plan, { ...terms, credits: '500' });
    return plan;
  };
  const publish = (plan: string, body: object) =>
    theProduct().put(`/v1/plans/${plan}`).set('idempotency-key', newKey()).send(body).expect(200);
  const ofPlan = (plan: string, more: object = {}) => ({
    type: 'plan',
    plan,
    terms: { ...terms, ...more },
  });
  const preview = ({ person }: Member, publication: object) =>
    person.post('/v1/proposals/preview', { publication });
  const send = async ({ person }: Member, body: object, key = newKey()) => {
    const before = person.headers;
    person.headers = { ...before, 'idempotency-key': key };
    const asked = person.post('/v1/proposals', body);
    person.headers = before;
    return asked;
  };
  const propose = async (who: Member, publication: object) => {
    const { preview_hash } = (await preview(who, publication)).body;
    const { status, body } = await send(who, { publication, preview_hash, note: 'costs went up' });
    expect({ status, body }).toMatchObject({ status: 201 });
    return String(body.approval_id);
  };
  const read = async (who: Member, id: string) =>
    (await who.person.get(`/v1/proposals/${id}`)).body;
  const decide = (who: Member, id: string, verb: string, body: object = {}) =>
    who.person.post(`/v1/proposals/${id}/${verb}`, verb === 'withdraw' ? undefined : body);
  const versionsOf = async (plan: string) =>
    (await theProduct().harness.store.readStream('catalogue-scrip', 0, 1_000)).filter(
      ({ fact }) => fact.type === 'PlanPublished' && (fact.data as { plan: string }).plan === plan,
    );
  const typesOf = async (id: string) =>
    (await theProduct().harness.store.readStream(`approval-${id}`, 0, 20)).map(
      ({ fact }) => fact.type,
    );
  /** What the log has of a proposal. */
  const frozen = async (id: string) =>
    (await theProduct().app.get(ApprovalStream).loadProposal(id)).approval;

  return {
    aPlan,
    publish,
    ofPlan,
    preview,
    send,
    propose,
    read,
    decide,
    versionsOf,
    typesOf,
    frozen,
  };
}
