import { describe, expect, it } from '@jest/globals';
import { MAX_IDS, type LookedUp } from '../../../platform/event-store/command-ids.js';
import { CachedStream } from '../../../platform/event-store/cached-stream.js';
import { decideRound } from '../../../platform/event-store/round.js';
import { purseOf } from '../../support/domain/purse.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const purse = purseOf(10n);

/** The memory of a stream of so many commands, none of which was let go of. */
function remembering(commands: number) {
  const memory = new CachedStream(purse);
  for (let n = 0; n < commands; n += 1) {
    memory.ids.add(`key-${n}`, {
      inputHash: 'input',
      revision: n,
      position: BigInt(n),
      recordedAt: NOW,
    });
  }
  return memory;
}

function send(memory: ReturnType<typeof remembering>, commandId: string, lookedUp?: LookedUp) {
  const meta = { commandId, inputHash: 'input', actor: 'key:test' };
  return decideRound(memory, [{ command: { take: 1n }, meta, lookedUp }], NOW).answers[0];
}

describe('a round on a stream that holds as many ids as it may', () => {
  const memory = remembering(MAX_IDS);

  it('takes no new command while the table has none of them', () => {
    memory.ids.trim(-1n);
    expect(send(memory, 'another')).toMatchObject({
      kind: 'failed',
      error: { name: 'StoreUnavailable' },
    });
  });

  it('still answers the ones it has taken', () => {
    expect(send(memory, 'key-0')).toEqual({ kind: 'hit', revision: 0 });
  });

  it('goes on once the table has them', () => {
    const checkpoint = BigInt(MAX_IDS);
    memory.ids.trim(checkpoint);
    expect(send(memory, 'another', { checkpoint, found: undefined })).toMatchObject({
      kind: 'wrote',
    });
    expect(send(memory, 'key-49999')).toEqual({ kind: 'hit', revision: 49_999 });
  });
});
