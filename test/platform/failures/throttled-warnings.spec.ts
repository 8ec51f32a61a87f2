import { describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { readStoreAddress } from '../../../platform/config/event-store-address.js';
import { explainStore } from '../../../platform/event-store/connection/explain.js';
import { StoreUnavailable } from '../../../platform/event-store/connection/failures.js';
import { createLogger } from '../../../platform/log.js';
import { ThrottledWarnings } from '../../../platform/failures/throttled-warnings.js';
import { LogLines } from '../../support/product/log-lines.js';

const AGAIN = 'reactions were interrupted: trying again';

function hearing() {
  const heard = new LogLines();
  let nowMs = 0;
  const repeated = new ThrottledWarnings(createLogger('test', 'info', heard), () => nowMs);
  return { heard, repeated, pass: (ms: number) => (nowMs += ms) };
}

/** What gRPC says of a connection that fails, with its instant and what OpenSSL has in memory. */
const unavailable = (text: string) =>
  Object.assign(new Error(`14 UNAVAILABLE: No connection established. Last error: ${text}`), {
    code: status.UNAVAILABLE,
  });
const wrongVersion = (thread: string, at: string) =>
  unavailable(
    `${thread}:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:` +
      `ssl/record/methods/tlsany_meth.c:77: . Resolution note: (${at})`,
  );

describe('warnings that repeat', () => {
  it.each([
    [
      'with TLS against a store without',
      'esdb://127.0.0.1:2113',
      () => wrongVersion('80AB12F0C77F0000', '2026-11-28T10:00:00.123Z'),
      () => wrongVersion('80AB12F0C77E1F00', '2026-11-28T10:00:01.456Z'),
    ],
    [
      'without TLS against a store with it',
      'esdb://127.0.0.1:2113?tls=false',
      () => unavailable('Failed to connect (2026-11-28T10:00:00.123Z)'),
      () => unavailable('Failed to connect (2026-11-28T10:00:01.456Z)'),
    ],
    [
      'while the store is away',
      'esdb://127.0.0.1:2113?tls=false',
      () => unavailable('connect ECONNREFUSED 127.0.0.1:2113 (2026-11-28T10:00:00.123Z)'),
      () => unavailable('connect ECONNREFUSED 127.0.0.1:2113 (2026-11-28T10:00:01.456Z)'),
    ],
  ])('is said once, %s', (_how, url, first, then) => {
    const { heard, repeated } = hearing();
    for (const cause of [first(), then(), first()]) {
      const error = explainStore(cause, readStoreAddress(url));
      repeated.warn(new StoreUnavailable('no events come', 1, { cause: error }), {}, AGAIN);
    }
    expect(heard.lines).toHaveLength(1);
  });

  it('is said again after a minute, with how often it came meanwhile', () => {
    const { heard, repeated, pass } = hearing();
    for (let times = 0; times < 3; times += 1) repeated.warn(unavailable('away'), {}, AGAIN);
    pass(60_000);
    repeated.warn(unavailable('away'), {}, AGAIN);
    expect(heard.lines).toMatchObject([{ msg: AGAIN }, { msg: AGAIN, repeated: 2 }]);
  });

  it('is said at once where the reason is another one, or it had worked in between', () => {
    const { heard, repeated } = hearing();
    repeated.warn(unavailable('connect ECONNREFUSED'), {}, AGAIN);
    repeated.warn(unavailable('read ECONNRESET'), {}, AGAIN);
    repeated.clear();
    repeated.warn(unavailable('read ECONNRESET'), {}, AGAIN);
    expect(heard.lines).toHaveLength(3);
  });
});
