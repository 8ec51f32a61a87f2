import type { Connection } from './connection.js';
import type { LoadSpec } from './spec.js';

/** One turn of a caller: gives how much was acknowledged, throws when something was not. */
type Turn = (connection: Connection) => Promise<number>;

const DEBIT = '{"credits":"1","feature":"chat"}';
const HOLD = '{"credits":"2","feature":"chat"}';
const SETTLE = '{"credits":"1"}';
const HOLD_ID = /"hold_id":"(hld_[0-9a-z]+)"/;
const WRITTEN = /"status":201,/g;

/** What the callers of a load do, each debit, settle or item taking one credit. */
export function turnsOf(spec: LoadSpec, newKey: () => string): Turn {
  const key = spec.apiKey ? [`authorization: Bearer ${spec.apiKey}`] : [];
  const head = ['host: 127.0.0.1', 'content-type: application/json', ...key].join('\r\n');
  const anyAccount = () => spec.firstAccount + Math.floor(Math.random() * spec.accounts);
  const post = (path: string, body: string) =>
    `POST ${path} HTTP/1.1\r\n${head}\r\ncontent-length: ${body.length}\r\n` +
    `idempotency-key: ${newKey()}\r\n\r\n${body}`;

  switch (spec.work ?? 'debit') {
    case 'debit':
      return async (connection) => {
        await accepted(connection, post(`/v1/accounts/${anyAccount()}/debits`, DEBIT));
        return 1;
      };
    case 'hold':
      return async (connection) => {
        const path = `/v1/accounts/${anyAccount()}/holds`;
        const placed = await accepted(connection, post(path, HOLD));
        const hold = HOLD_ID.exec(placed)?.[1] ?? '';
        await accepted(connection, post(`${path}/${hold}/settle`, SETTLE));
        return 1;
      };
    case 'batch':
      return async (connection) => {
        const items = Array.from({ length: spec.batchItems ?? 1 }, () => {
          const item = `"account_id":"${anyAccount()}","idempotency_key":"${newKey()}"`;
          return `{${item},"credits":"1","feature":"chat"}`;
        });
        const body = `{"items":[${items.join(',')}]}`;
        const answer = await accepted(connection, post('/v1/usage/batch', body));
        const written = answer.match(WRITTEN)?.length ?? 0;
        if (written !== items.length) throw new Error(`an item failed: ${answer.slice(0, 400)}`);
        return written;
      };
  }
}

async function accepted(connection: Connection, request: string): Promise<string> {
  const { status, body } = await connection.send(request);
  if (status < 200 || status > 299) throw new Error(`HTTP ${status} ${body.slice(0, 200)}`);
  return body;
}
