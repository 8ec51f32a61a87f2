import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../sandbox/processes/ports.js';
import { openReadHarness, until, type ReadHarness } from '../support/product/projections.js';
import { startProjections, type Process } from '../support/product/processes.js';
import { openStoreHarness, type StoreHarness } from '../support/stores/store.js';

const checksIn = (body: unknown) => (body as { checks: Record<string, string> }).checks;
const WELL = { process: 'ok', database: 'ok', event_store: 'ok', projections: 'ok' };

describe('the health of a projections process', () => {
  let harness: ReadHarness;
  let stores: StoreHarness;
  let running: Process;
  let port: number;
  beforeAll(async () => {
    harness = await openReadHarness();
    stores = await openStoreHarness();
    port = await freePort();
    const environment = { SCRIP_PROJECTIONS_PORT: `${port}` };
    running = startProjections(harness.url, stores.url, environment);
  });
  afterAll(async () => {
    running.send('SIGKILL');
    await running.ended();
    await stores.close();
    await harness.close();
  });

  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const untilChecks = (expected: object) => {
    let said: unknown;
    const isSo = async () => {
      said = await ask('/health/ready').then(
        async (answer) => checksIn(await answer.json()),
        (error: unknown) => String(error),
      );
      return JSON.stringify(said) === JSON.stringify(expected);
    };
    return until(isSo, JSON.stringify(expected), () => [said, running.said.slice(-1_000)]);
  };

  it('is good while stores answer and read models are kept up', async () => {
    await untilChecks(WELL);
    expect((await ask('/health/ready')).status).toBe(200);
    expect(await (await ask('/health/live')).json()).toEqual({ status: 'live' });
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_seconds_total');
  });

  it('names the event store that is away, and is good again with it', async () => {
    await until(() => running.said.includes('up to date'), 'read models that are up to date');
    await stores.stopNode();
    await untilChecks({ ...WELL, event_store: 'no server answers (EVENTSTORE_URL)' });
    expect((await ask('/health/ready')).status).toBe(503);
    await stores.startNode();
    await untilChecks(WELL);
  });

  it('tells how often a subscription was taken up again, which interrupts nothing else', async () => {
    const resumptions = /^scrip_subscription_resumptions_total ([1-9]\d*)$/m;
    const isTold = async () => resumptions.test(await (await ask('/metrics')).text());
    await until(isTold, 'resumptions', () => running.said.slice(-1_000));
    expect(running.said).not.toContain('trying again');
  });

  it('names projections that were stopped by an event', async () => {
    const unreadable = { id: randomUUID(), type: 'PlanPublished', data: '{}', metadata: '{}' };
    await stores.open().connection.append('catalogue-main', [unreadable], -1);
    const isStopped = async () => {
      const { projections } = checksIn(await (await ask('/health/ready')).json());
      return /^stopped: .*catalogue/.test(projections ?? '');
    };
    await until(isStopped, 'projections that stopped', () => running.said.slice(-1_000));
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('ends with its process', async () => {
    running.send('SIGTERM');
    expect(await running.ended()).toBe(0);
    await expect(ask('/health/live')).rejects.toThrow();
  });
});
