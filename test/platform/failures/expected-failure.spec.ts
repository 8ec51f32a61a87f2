import { describe, expect, it } from '@jest/globals';
import {
  StoreUnavailable,
  StreamContended,
} from '../../../platform/event-store/connection/failures.js';
import { loggedAs } from '../../../platform/failures/expected-failure.js';
import { QueuesUnavailable } from '../../../platform/queues/queues.js';

describe('what the log says of an error', () => {
  it('is one line where a server is away or others were quicker, with what caused it', () => {
    const cause = new Error('connect\nECONNREFUSED');
    expect(loggedAs(new StreamContended('account-a is being written by others'))).toEqual({
      reason: 'account-a is being written by others',
    });
    expect(loggedAs(new StoreUnavailable('no events taken', 2, { cause }))).toEqual({
      reason: 'no events taken: connect ECONNREFUSED',
    });
    expect(loggedAs(new QueuesUnavailable({ cause }))).toEqual({
      reason: 'the job queues cannot be reached: connect ECONNREFUSED',
    });
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'read' });
    expect(loggedAs(refused)).toEqual({ reason: 'refused' });
  });

  it('is all of it where nobody expects it', () => {
    const error = new TypeError('x of undefined');
    expect(loggedAs(error)).toEqual({ err: error });
    expect(loggedAs(undefined)).toEqual({ err: undefined });
  });

  it('ends, also where an error causes itself', () => {
    const error = new StoreUnavailable('x'.repeat(10_000));
    error.cause = error;
    expect(JSON.stringify(loggedAs(error)).length).toBeLessThan(1_000);
  });
});
