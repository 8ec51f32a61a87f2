import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProxy } from '../../browser/support/proxy.js';
import { DemoVisitor, startDemoHarness, type DemoHarness } from '../../support/product/demo.js';

describe('passing the demo on', () => {
  let harness: DemoHarness;
  beforeAll(async () => {
    harness = await startDemoHarness();
  });
  afterAll(() => harness?.close());

  it('finds nothing at what would lead out of it', async () => {
    for (const path of ['/demo/..%2f..', '/demo/%2e%2e%2fv1', '/demo/api/%5c..']) {
      const { status, headers } = await fetch(`${harness.origin}${path}`);
      const type = headers.get('content-type');
      expect({ path, status, type }).toMatchObject({
        status: 404,
        type: expect.stringContaining('application/problem+json'),
      });
    }
    expect((await fetch(`${harness.origin}/demo`)).status).toBe(200);
  });

  it('waits for a renewal where the clock takes longer than other calls may', async () => {
    const slow = await startProxy(harness.origin);
    slow.delayClock(3_000);
    await harness.stopDemo();
    await harness.startDemo({ url: slow.origin, timeoutMs: 2_000 });
    const visitor = await DemoVisitor.at(harness.origin);
    expect(await (await visitor.post('renewal')).json()).toMatchObject({ pays: 'free' });
    await slow.close();
  });
});
