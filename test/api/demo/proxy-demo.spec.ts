import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemoWorld, type DemoWorld } from '../../support/product/demo.js';

describe('passing the demo on', () => {
  let world: DemoWorld;
  beforeAll(async () => {
    world = await startDemoWorld();
  });
  afterAll(() => world?.close());

  it('finds nothing at what would lead out of it', async () => {
    for (const path of ['/demo/..%2f..', '/demo/%2e%2e%2fv1', '/demo/api/%5c..']) {
      const { status, headers } = await fetch(`${world.origin}${path}`);
      const type = headers.get('content-type');
      expect({ path, status, type }).toMatchObject({
        status: 404,
        type: expect.stringContaining('application/problem+json'),
      });
    }
    expect((await fetch(`${world.origin}/demo`)).status).toBe(200);
  });
});
