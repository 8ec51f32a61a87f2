import { ApprovalStream } from '../../../api/approvals/approval-stream.js';
import { newKey, type TestProduct } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';
import { preview } from '../../support/product/money-calls.js';
import { until } from '../../support/product/projections.js';

/** Why support asks. */
export const why = { reason_code: 'service_outage', ticket: 'ZD-7' };
/** Where credits of an account are given and taken. */
export const adjustments = (id: string) => `/v1/accounts/${id}/adjustments`;
/** A person, as events name them. */
export const actorOf = ({ id }: Member) => `staff:${id}`;
/** Proves again who somebody is. */
export const stepUp = async ({ person }: Member) =>
  person.post('/v1/auth/step-up', { code: await person.code() });

/** What people do about approvals. */
export function approvalCalls(theProduct: () => TestProduct) {
  /** Asks for credits as the console does, under a key. */
  async function ask(who: Member, id: string, credits: string, key = newKey()) {
    const body = { credits, ...why };
    const { preview_hash } = await preview(who, adjustments(id), body);
    const command = {
      type: 'adjustment',
      account_id: id,
      note: 'they were down for a day',
      ...body,
    };
    return request(who, { command, preview_hash }, key);
  }
  async function request({ person }: Member, body: object, key = newKey()) {
    const before = person.headers;
    person.headers = { ...before, 'idempotency-key': key };
    const asked = person.post('/v1/approvals', body);
    person.headers = before;
    return asked;
  }
  const read = async (who: Member, id: string) =>
    (await who.person.get(`/v1/approvals/${id}`)).body;
  const decide = (who: Member, id: string, verb: string, body: object = {}) =>
    who.person.post(`/v1/approvals/${id}/${verb}`, verb === 'withdraw' ? undefined : body);
  /** As a process leaves it that is killed right after it has recorded the approval. */
  const approvedOnly = async (who: Member, approvalId: string) => {
    const { preview_hash: previewHash } = (await read(who, approvalId)).preview_now;
    const by = actorOf(who);
    const command = { type: 'Approve', by, previewHash } as const;
    const meta = { commandId: `approve ${by}`, actor: by };
    await theProduct().app.get(ApprovalStream).execute(approvalId, command, meta);
  };
  const eventsOf = async (id: string) =>
    (await theProduct().get(`/v1/accounts/${id}/events`).expect(200)).body.data;
  const typesOf = async (approvalId: string) =>
    (await theProduct().harness.store.readStream(`approval-${approvalId}`, 0, 20)).map(
      ({ fact }) => fact.type,
    );
  /** What people have in the register, once the newest says who approved it. */
  const registered = async ({ person }: Member, id: string) => {
    const rows = async () =>
      (await person.get(`/v1/adjustments?filter[account_id]=${id}&filter[actor]=staff`)).body.data;
    await until(async () => Boolean((await rows())[0]?.approval?.approved_by), 'approved row');
    return rows();
  };

  return { ask, request, read, decide, approvedOnly, eventsOf, typesOf, registered };
}
