import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../platform/config/config.js';
import { budgetConnections } from '../../../platform/database/connection-budget.js';

describe('the connections of a process', () => {
  const worker = { process: 'a worker', dedicated: 4, queues: 5 };

  it('are what DATABASE_POOL_SIZE says, all together', () => {
    expect(budgetConnections(16, worker)).toEqual({ pool: 7, queues: 5 });
    expect(budgetConnections(16, { ...worker, queues: 0 })).toEqual({ pool: 12, queues: 0 });
  });

  it('are refused in words where they are too few to work with', () => {
    const tooFew = () => budgetConnections(10, worker);
    expect(tooFew).toThrow(ConfigError);
    expect(tooFew).toThrow(/DATABASE_POOL_SIZE: a worker needs at least 11 connections, not 10/);
  });
});
