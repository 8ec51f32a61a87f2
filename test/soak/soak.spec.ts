import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { Acknowledged, differences } from './acknowledged.js';
import { faultsOf } from './faults.js';

const SOAK_LIMIT_MS = 5 * 60_000;

/** Runs the soak as `npm run soak` does; its exit code and all that it said. */
function runSoak(...args: string[]): Promise<{ code: number | null; said: string }> {
  const { NODE_OPTIONS: _jest, EVENTSTORE_URL: _store, ...env } = process.env;
  const loader = ['--import', './test/support/ts.mjs', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...loader, 'test/soak/main.ts', ...args], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (said += text.toString()));
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

describe('the product under soak', () => {
  it(
    'loses and doubles nothing acknowledged in a minute of kills and freezes',
    async () => {
      const { code, said } = await runSoak('--minutes=1', '--callers=8');
      expect({ code, said }).toEqual({
        code: 0,
        said: expect.stringMatching(
          /balances and \d+ entries are as acknowledged; verify is clean/,
        ),
      });
    },
    SOAK_LIMIT_MS,
  );
});

describe('what a soak compares', () => {
  const answer = (available: bigint) => ({
    balance: { available, held: 0n, debt: 0n },
    position: '00000000000000000007',
  });
  const debit = { available: -3n, held: 0n };

  it('is what the callers were told, added up by itself', () => {
    const account = new Acknowledged('acme');
    account.add('hold', 'hld_1', { available: -5n, held: 5n }, answer(95n));
    account.add('settle', 'dbt_1', { available: 3n, held: -5n }, answer(98n));
    expect(account.balance).toEqual({ available: -2n, held: 0n, debt: 0n });
    expect(account.position).toBe('00000000000000000007');
  });

  it('tells an entry that is lost, doubled or has another balance behind it', () => {
    const account = new Acknowledged('acme');
    account.add('debit', 'dbt_1', debit, answer(97n));
    account.add('debit', 'dbt_2', debit, answer(94n));
    const [first = '', second = ''] = account.entries;
    const other = new Acknowledged('acme');
    other.add('debit', 'dbt_2', debit, answer(95n));
    const [changed = ''] = other.entries;
    expect(differences([first, second], [second, first])).toEqual({ lost: [], unknown: [] });
    expect(differences([first, second], [first])).toEqual({ lost: [second], unknown: [] });
    const doubled = [first, second, second];
    expect(differences([first, second], doubled)).toEqual({ lost: [], unknown: [second] });
    const wrong = { lost: [second], unknown: [changed] };
    expect(differences([first, second], [first, changed])).toEqual(wrong);
  });
});

describe('the faults of a soak', () => {
  const names = ['api-1', 'postgres', 'redis'];
  const taken = (seed: number, count: number) => {
    const faults = faultsOf(seed, names);
    return Array.from({ length: count }, () => faults.next().value);
  };

  it('kill and freeze everybody once a round', () => {
    const round = taken(1, 6).map(({ target, kind }) => `${kind} ${target}`);
    const all = names.flatMap((name) => [`freeze ${name}`, `kill ${name}`]);
    expect(round.sort()).toEqual(all.sort());
  });

  it('are the same for the same seed', () => {
    expect(taken(7, 30)).toEqual(taken(7, 30));
    expect(taken(7, 30)).not.toEqual(taken(8, 30));
  });
});
