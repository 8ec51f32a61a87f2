import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { MailOutbox } from '../../../api/mails/outbox.js';
import { followLog } from '../../../worker/reactions/follow.js';
import { reactions, type Reactions } from '../../../worker/reactions/reactions.js';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { createLogger } from '../../../platform/log.js';
import { credits } from '../../support/domain/account.js';
import { startProduct, type TestProduct } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { backends, type QueueServer } from '../../support/stores/queues.js';

/** What is tried here: every debit is told. */
const told: Reactions = {
  ...reactions,
  CreditsDebited: ({ id, fact }) => [
    {
      id: `msg_${id}`,
      type: 'credits.granted',
      accountId: fact.data.accountId,
      body: JSON.stringify({ debit: fact.data.debitId }),
    },
  ],
};

describe.each(backends())('following the log, jobs on $name', (backend) => {
  let product: TestProduct;
  let server: QueueServer;
  const followers: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    server = await backend.start();
    product = await startProduct(server.environment);
    // Whom there is to tell; nobody takes the jobs here.
    await product.post('/v1/webhook-endpoints').send({ url: 'http://127.0.0.1:9/' }).expect(201);
  });
  afterAll(async () => {
    await Promise.all(followers.map((follower) => follower.stop()));
    await product.close();
    await server.stop();
  });

  const follow = () => {
    const ending = new AbortController();
    const { signal } = ending;
    const { databaseUrl, harness } = product;
    const { store, clock, queues } = harness;
    const log = createLogger('test', 'silent');
    const running = followLog({
      ...{ databaseUrl, store, clock, queues, mails: product.app.get(MailOutbox), log, signal },
      reactions: told,
    });
    const follower = {
      async stop() {
        ending.abort();
        await running;
      },
    };
    followers.push(follower);
    return follower;
  };
  const send = (command: AccountCommand) =>
    product.app
      .get(AccountStream)
      .execute('acme', command, { commandId: randomUUID(), actor: 'key:test' });
  const debit = async () => {
    const purpose = { outcome: 'ok' } as const;
    const { events } = await send({ type: 'DebitCredits', credits: credits(0.1), purpose });
    const [id = ''] = events.flatMap(({ fact }) =>
      fact.type === 'CreditsDebited' ? [fact.data.debitId] : [],
    );
    return id;
  };
  const begun = () =>
    until(async () => {
      const { rows } = await product.harness.pool.query('SELECT FROM app.reaction_checkpoint');
      return rows.length === 1;
    }, 'a follower that works');
  /** Debits that are to be told, one for each delivery. */
  const outbox = async (): Promise<string[]> => {
    const { rows } = await product.harness.pool.query<{ body: string }>(
      `SELECT m.body FROM app.webhook_messages m JOIN app.webhook_deliveries d ON d.message_id = m.id
       WHERE m.body LIKE '{"debit"%'`,
    );
    return rows.map(({ body }) => JSON.parse(body).debit);
  };
  const expectTold = async (ids: readonly string[]) => {
    await until(async () => {
      const there = await outbox();
      return ids.every((id) => there.includes(id));
    }, 'messages of all debits');
    const there = await outbox();
    expect(there.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
  };

  /** Keeps others from a table, until it ends. */
  const locked = async (table: string, mode: string) => {
    const client = new pg.Client(product.databaseUrl);
    await client.connect();
    await client.query('BEGIN');
    await client.query(`LOCK TABLE app.${table} IN ${mode} MODE`);
    const waiting = 'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass';
    return {
      isWaitedFor: () =>
        until(
          async () => (await client.query(waiting, [`app.${table}`])).rowCount !== 0,
          `somebody who waits for ${table}`,
        ),
      end: () => client.end(),
    };
  };

  it('stores the messages of each fact once, though two follow; what was before is not announced', async () => {
    await send({ type: 'OpenAccount', accountId: 'acme', timeZone: 'UTC' });
    const early = await debit();
    follow();
    follow();
    await begun();
    const ids = [];
    for (let i = 0; i < 20; i += 1) ids.push(await debit());
    await expectTold(ids);
    expect(await outbox()).not.toContain(early);
  });

  it('goes on with another when one ends', async () => {
    await followers[0]?.stop();
    const ids = [await debit(), await debit()];
    await expectTold(ids);
  });

  it('begins where it stopped, so that nothing is lost while nobody follows', async () => {
    await followers[1]?.stop();
    const ids = [await debit(), await debit(), await debit()];
    follow();
    await expectTold(ids);
  });

  it('doubles nothing when it has to go back', async () => {
    await Promise.all(followers.map((follower) => follower.stop()));
    const before = (await outbox()).length;
    await product.harness.pool.query('UPDATE app.reaction_checkpoint SET position = -1');
    follow();
    const last = await debit();
    await expectTold([last]);
    // The first debit of all was never announced before; the others were.
    await until(async () => (await outbox()).length === before + 2, 'what is new');
  });

  it('adds a job for each delivery', async () => {
    const { rows } = await product.harness.pool.query('SELECT FROM app.webhook_deliveries');
    await until(async () => {
      const { delayed, waiting } = await product.harness.queues.counts('deliveries');
      return waiting + delayed === rows.length;
    }, 'a job for each');
  });

  it('moves past no fact before what it causes is stored, also by a heartbeat', async () => {
    const reading = await locked('top_up_consents', 'ACCESS EXCLUSIVE');
    const storing = await locked('webhook_messages', 'SHARE');
    const id = await debit();
    const head = await product.harness.store.head();
    await reading.isWaitedFor();
    // Heartbeats come each second, and wait behind what is read.
    await sleep(1_500);
    await reading.end();
    await storing.isWaitedFor();
    const { rows } = await product.harness.pool.query<{ position: string }>(
      'SELECT position FROM app.reaction_checkpoint',
    );
    expect(BigInt(rows[0]?.position ?? 0)).toBeLessThan(head ?? 0n);
    await storing.end();
    await expectTold([id]);
  });

  it('goes on storing while there are no queues, and moves on', async () => {
    // That of PostgreSQL stays: the whole run needs it.
    await server.stop();
    const ids = [await debit(), await debit()];
    await expectTold(ids);
    await expectTold([await debit()]);
  });
});
