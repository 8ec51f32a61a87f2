import { describe, expect, it } from '@jest/globals';
import { readRow, readTimestamp, rowKey, type RowOptions } from '../../../tools/import/row.js';

const columns = { timestamp: 0, input_tokens: 1, output_tokens: 2 };
const options: RowOptions = { columns, model: 'azure-code', accounts: 50 };
const row = (index: number, ...cells: string[]) => ({ index, line: index + 2, bytes: 0, cells });

describe('the time of a row', () => {
  it.each([
    ['2023-11-16 18:17:03.9799600', '2023-11-16T18:17:03.979Z'],
    ['2023-11-16T18:17:03', '2023-11-16T18:17:03.000Z'],
    ['2023-11-16 18:17', '2023-11-16T18:17:00.000Z'],
    ['2023-11-16 18:17:03Z', '2023-11-16T18:17:03.000Z'],
    ['2023-11-16 18:17:03 UTC', '2023-11-16T18:17:03.000Z'],
    ['2023-11-16 18:17:03+01:00', '2023-11-16T17:17:03.000Z'],
    ['2023-11-16T18:17:03.5-0330', '2023-11-16T21:47:03.500Z'],
    ['2024-02-29 00:00:00', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, instant) => expect(readTimestamp(text)).toBe(instant));

  it.each([
    '',
    'yesterday',
    '2023-02-29 10:00:00',
    '2023-13-01 10:00',
    '16/11/2023 18:17',
    '1700000000',
  ])('is not guessed from "%s"', (text) => expect(readTimestamp(text)).toBeUndefined());
});

describe('a row of a usage file', () => {
  it('becomes a debit of its tokens at its time', () => {
    expect(readRow(row(0, '2023-11-16 18:17:03.9799600', '4808', '10'), options)).toEqual({
      ok: true,
      accountId: 'import-0',
      debit: {
        model: 'azure-code',
        usage: { input_tokens: 4808, output_tokens: 10 },
        occurred_at: '2023-11-16T18:17:03.979Z',
      },
    });
  });

  it('belongs to account i mod N', () => {
    const account = (index: number) => {
      const read = readRow(row(index, '2023-11-16 18:17:03', '1', '1'), options);
      return read.ok ? read.accountId : read.reason;
    };
    expect([0, 49, 50, 8_818].map(account)).toEqual([
      'import-0',
      'import-49',
      'import-0',
      'import-18',
    ]);
  });

  it('belongs to the account of its column where there is one', () => {
    const byColumn = { ...options, columns: { ...columns, account: 3 } };
    const read = readRow(row(7, '2023-11-16 18:17:03', '1', '1', ' acme '), byColumn);
    expect(read).toMatchObject({ ok: true, accountId: 'acme' });
  });

  it('carries the policy and the labels that are not empty', () => {
    const withLabels = { ...columns, feature: 3, outcome: 4 };
    const read = readRow(row(0, '2023-11-16 18:17:03', '1', '1', 'chat', ''), {
      ...options,
      columns: withLabels,
      policy: 'allow_debt',
    });
    expect(read).toMatchObject({ debit: { policy: 'allow_debt', feature: 'chat' } });
    expect(read).not.toHaveProperty('debit.outcome');
  });

  it.each([
    [['not a time', '1', '1'], 'timestamp is not a time'],
    [['2023-11-16 18:17:03', '-1', '1'], 'input_tokens is not a whole number'],
    [['2023-11-16 18:17:03', '1.5', '1'], 'input_tokens is not a whole number'],
    [['2023-11-16 18:17:03', '1e3', '1'], 'input_tokens is not a whole number'],
    [['2023-11-16 18:17:03', '1', ''], 'output_tokens is not a whole number'],
    [['2023-11-16 18:17:03', '1'], 'output_tokens is not a whole number'],
  ])('is refused rather than guessed: %j', (cells, reason) => {
    expect(readRow(row(0, ...cells), options)).toEqual({ ok: false, reason });
  });

  it.each(['$all', '.hidden', 'a/b', '', 'ü', 'x'.repeat(65)])(
    'is refused for an account called "%s"',
    (account) => {
      const byColumn = { ...options, columns: { ...columns, account: 3 } };
      expect(readRow(row(0, '2023-11-16 18:17:03', '1', '1', account), byColumn)).toEqual({
        ok: false,
        reason: 'account is not an account id',
      });
    },
  );

  it('has a key of its content and its place, whatever the file is called', () => {
    expect(rowKey('ab12', 3)).toBe('import-ab12-3');
    expect(rowKey('ab12', 3)).not.toBe(rowKey('ab13', 3));
  });
});
