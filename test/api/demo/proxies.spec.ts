import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemoHarness, type DemoHarness } from '../../support/product/demo.js';

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
});
