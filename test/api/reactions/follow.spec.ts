import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { followLog } from '../../../api/reactions/follow.js';
import { reactions, type Reactions } from '../../../api/reactions/reactions.js';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { createLogger } from '../../../platform/log.js';
import { credits } from '../../support/account.js';
import { startProduct, type TestProduct } from '../../support/app.js';
import { until } from '../../support/projections.js';
import { backends, type QueueServer } from '../../support/queues.js';

/** What is tried here: every debit is told. */
const told: Reactions = {
  ...reactions,
  CreditsDebited: ({ id, fact }) => [
    { queue: 'reactions', name: 'tell', data: { debit: fact.data.debitId }, jobId: id },
  ],
};

describe.each(backends())('following the log, jobs on $name', (backend) => {
  let product: TestProduct;
  let server: QueueServer;
  const done: string[] = [];
  const followers: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    server = await backend.start();
    product = await startProduct(server.environment);
    await product.world.queues.work('reactions', { concurrency: 4 }, ({ name, data }) => {
      if (name === 'tell') done.push((data as { debit: string }).debit);
      return Promise.resolve();
    });
  });
  afterAll(async () => {
    await Promise.all(followers.map((follower) => follower.stop()));
    await product.close();
    await server.stop();
  });

  const follow = () => {
    const ending = new AbortController();
    const { signal } = ending;
    const { databaseUrl, world } = product;
    const { store, queues } = world;
    const log = createLogger('test', 'silent');
    const running = followLog({ databaseUrl, store, queues, log, signal, reactions: told });
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
      const { rows } = await product.world.pool.query('SELECT FROM app.reaction_checkpoint');
      return rows.length === 1;
    }, 'a follower that works');
  const expectDone = async (ids: readonly string[]) => {
    await until(() => ids.every((id) => done.includes(id)), 'jobs for all debits');
    expect(done.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
  };

  it('leads to the jobs of each fact once, though two follow; what was before is not announced', async () => {
    await send({ type: 'OpenAccount', accountId: 'acme', timeZone: 'UTC' });
    const early = await debit();
    follow();
    follow();
    await begun();
    const ids = [];
    for (let i = 0; i < 20; i += 1) ids.push(await debit());
    await expectDone(ids);
    expect(done).not.toContain(early);
  });

  it('goes on with another when one ends', async () => {
    await followers[0]?.stop();
    const ids = [await debit(), await debit()];
    await expectDone(ids);
  });

  it('begins where it stopped, so that nothing is lost while nobody follows', async () => {
    await followers[1]?.stop();
    const ids = [await debit(), await debit(), await debit()];
    follow();
    await expectDone(ids);
  });

  it('doubles nothing when it has to go back', async () => {
    await Promise.all(followers.map((follower) => follower.stop()));
    const before = done.length;
    await product.world.pool.query('UPDATE app.reaction_checkpoint SET position = -1');
    follow();
    const last = await debit();
    await expectDone([last]);
    // The first debit of all was never announced before; the others were.
    await until(() => done.length === before + 2, 'what is new');
  });
});
