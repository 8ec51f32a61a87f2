import { describe, expect, it } from '@jest/globals';
import { freePort } from '../../../sandbox/processes/ports.js';

describe('free ports', () => {
  it('are given to one server each, though none listens yet', async () => {
    const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()));
    expect(new Set(ports).size).toBe(300);
  });
});
