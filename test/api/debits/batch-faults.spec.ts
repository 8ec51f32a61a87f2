import { describe, expect, it } from '@jest/globals';
import { toProblem } from '../../../api/http/to-problem.js';
import { BatchFaults } from '../../../api/debits/batch-faults.js';
import {
  StoreUnavailable,
  StreamContended,
} from '../../../platform/event-store/connection/failures.js';
import { createLogger } from '../../../platform/log.js';
import { LogLines } from '../../support/product/log-lines.js';

/** What is logged of a batch whose items failed so. */
function loggedOf(...errors: readonly unknown[]) {
  const log = new LogLines();
  const faults = new BatchFaults(createLogger('test', 'debug', log), 'req_1');
  errors.forEach((error, index) => faults.add(index, toProblem(error)));
  faults.end();
  return log.lines;
}

describe('items of a batch that fail', () => {
  it('for contention or a store that is away make one line together, without a stack', () => {
    const lines = loggedOf(
      new StreamContended('account-a is being written by others'),
      new StreamContended('account-b is being written by others'),
      new StoreUnavailable('the event store does not take events'),
    );
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        request_id: 'req_1',
        codes: ['stream_contended', 'store_unavailable'],
        reason: 'account-a is being written by others',
        index: 0,
        items: 3,
      }),
    ]);
    expect(lines[0]).not.toHaveProperty('err');
  });

  it('for a fault of our own come with their stacks, a few of them', () => {
    const lines = loggedOf(...Array.from({ length: 1_000 }, (_, i) => new TypeError(`no ${i}`)));
    expect(lines.map(({ level }) => level)).toEqual(Array(6).fill('error'));
    expect(lines[0]).toMatchObject({ err: { message: 'no 0' }, index: 0 });
    expect(lines[5]).toMatchObject({ items: 1_000 });
  });

  it('are not spoken of where none did', () => {
    expect(loggedOf()).toEqual([]);
  });
});
