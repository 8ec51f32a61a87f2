import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createAdapter } from '../../../api/http/adapter.js';
import { logRequests } from '../../../api/http/request-log.js';
import { createLogger } from '../../../platform/log.js';
import { LogLines } from '../../support/product/log-lines.js';

let fastify: FastifyInstance;
afterEach(() => fastify.close());

/** A server that refuses `/401` and `/404`, its log, and its clock. */
async function serving() {
  const heard = new LogLines();
  const log = createLogger('test', 'info', heard);
  fastify = createAdapter(log, undefined).getInstance();
  fastify.decorateRequest('caller', null);
  let nowMs = 0;
  logRequests(fastify, { log, onAnswered: () => undefined, monotonicMs: () => nowMs });
  fastify.get('/:status', (request, reply) =>
    reply.status(Number(Reflect.get(request.params as object, 'status'))).send(),
  );
  const url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  return {
    heard,
    ask: async (status: number) => (await fetch(`${url}/${status}`)).text(),
    pass: (ms: number) => (nowMs += ms),
  };
}

describe('the log of requests', () => {
  it('has the first unknown key of a second, and says with the next how many others came', async () => {
    const { heard, ask, pass } = await serving();
    for (let times = 0; times < 5; times += 1) await ask(401);
    pass(999);
    await ask(401);
    expect(heard.lines).toHaveLength(1);
    expect(heard.lines[0]).not.toHaveProperty('others');
    pass(1);
    await ask(401);
    pass(1_000);
    await ask(401);
    expect(heard.lines).toMatchObject([
      { status: 401 },
      { status: 401, others: 5 },
      { status: 401 },
    ]);
    expect(heard.lines[2]).not.toHaveProperty('others');
  });

  it('has every other refusal', async () => {
    const { heard, ask } = await serving();
    for (let times = 0; times < 3; times += 1) await ask(404);
    expect(heard.lines).toHaveLength(3);
  });
});
