import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import pg from 'pg';
import { PEER_VARIANTS, peerLedger, type PeerAnswer } from './ledger.js';

// The peer's HTTP API, a process of its own: Fastify with compiled schemas, one debit a request.

const { values } = parseArgs({
  options: {
    variant: { type: 'string' },
    database: { type: 'string' },
    pool: { type: 'string' },
    writers: { type: 'string' },
  },
});
const variant = PEER_VARIANTS.find((name) => name === values.variant);
if (!variant || !values.database) throw new Error('--variant and --database are needed');
const connections = Number(values.pool);
const pool = new pg.Pool({
  connectionString: values.database,
  max: connections,
  idleTimeoutMillis: 0,
  pipeline: variant === 'txn',
} as pg.PoolConfig);
pool.on('error', (error) => process.stderr.write(`peer: ${error.message}\n`));
const opened = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
opened.forEach((client) => client.release());

const ledger = peerLedger(variant, pool, Number(values.writers));
const STATUS: Record<PeerAnswer['status'], number> = {
  ok: 201,
  repeated: 201,
  insufficient: 402,
  unknown: 404,
};
const DECIMAL = /^(\d{1,10})(?:\.(\d{1,6}))?$/;

function microOf(credits: string): string {
  const [, whole = '0', fraction = ''] = DECIMAL.exec(credits) ?? [];
  return (whole + fraction.padEnd(6, '0')).replace(/^0+(?=\d)/, '');
}

interface DebitRoute {
  Params: { id: number };
  Headers: { 'idempotency-key': string };
  Body: { credits: string; feature: string };
}

const schema = {
  params: { type: 'object', properties: { id: { type: 'integer' } } },
  headers: {
    type: 'object',
    required: ['idempotency-key'],
    properties: { 'idempotency-key': { type: 'string', minLength: 36, maxLength: 36 } },
  },
  body: {
    type: 'object',
    required: ['credits', 'feature'],
    additionalProperties: false,
    properties: {
      credits: { type: 'string', pattern: DECIMAL.source },
      feature: { type: 'string', maxLength: 64 },
    },
  },
  response: {
    '2xx': {
      type: 'object',
      properties: { status: { type: 'string' }, balance: { type: 'string' } },
    },
  },
};

const app = Fastify({ logger: false });
app.post<DebitRoute>('/v1/accounts/:id/debits', { schema }, async (request, reply) => {
  const answer = await ledger({
    accountId: request.params.id,
    micro: microOf(request.body.credits),
    feature: request.body.feature,
    key: request.headers['idempotency-key'],
  });
  reply.code(STATUS[answer.status]);
  if (answer.status === 'repeated') reply.header('idempotency-hit', 'true');
  return answer;
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : undefined });

const stop = async () => {
  await app.close();
  await pool.end();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('disconnect', () => void stop());
