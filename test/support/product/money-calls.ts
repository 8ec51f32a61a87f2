import { expect } from '@jest/globals';
import { newKey, type TestProduct } from './app.js';
import type { Member } from './console-product.js';
import type { Person } from './person.js';

type Body = Record<string, unknown>;

/** What a customer's product does beside the people of the console. */
export function moneyCalls(theProduct: () => TestProduct) {
  const asKey = async (path: string, body: object, status = 201, key = newKey()) => {
    const answer = await theProduct().post(path).set('idempotency-key', key).send(body);
    expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status });
    return answer.body;
  };
  const open = async (): Promise<string> =>
    (await asKey('/v1/accounts', { name: 'Acme', email: 'ops@acme.example' })).account_id;
  const balanceOf = async (id: string) =>
    (await theProduct().get(`/v1/accounts/${id}/balance`).expect(200)).body;
  return { asKey, open, balanceOf };
}

/** Previews as a person, and says what was answered. */
export const preview = async ({ person }: { person: Person }, path: string, body: Body) =>
  (await person.post(`${path}/preview`, body)).body;

/** Executes as the console does: under a key, with a preview and a note. */
export const execute = async (
  { person }: { person: Person },
  path: string,
  body: Body,
  key = newKey(),
) => {
  const before = person.headers;
  person.headers = { ...before, 'idempotency-key': key };
  const asked = person.post(path, { note: 'as agreed', ...body });
  person.headers = before;
  const { status, body: answer } = await asked;
  return { status, ...answer };
};

/** Previews, and executes what was previewed. */
export const act = async (
  who: Pick<Member, 'person'>,
  path: string,
  body: Body,
  more: Body = {},
) => {
  const { preview_hash } = await preview(who, path, body);
  return execute(who, path, { ...body, preview_hash, ...more });
};
