import { describe, expect, it } from '@jest/globals';
import {
  readQuantity,
  readRow,
  readTimestamp,
  rowKey,
  type RowOptions,
} from '../../../tools/import/row.js';

const columns = { timestamp: [0], input_tokens: [1], output_tokens: [2] };
const options: RowOptions = {
  columns,
  width: 3,
  model: 'azure-code',
  modelNames: new Map(),
  accounts: 50,
  cachedInInput: false,
  thousands: undefined,
};
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
    ['2026-11-27 10:00:00+00', '2026-11-27T10:00:00.000Z'],
    ['2026-11-27 10:00:00.745232+02', '2026-11-27T08:00:00.745Z'],
    ['2026-11-27 10:00:00.1-05', '2026-11-27T15:00:00.100Z'],
    ['2026-11-27 10:00:00+05:30', '2026-11-27T04:30:00.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    ['1700000000.745232', '2023-11-14T22:13:20.745Z'],
    ['1700000000745', '2023-11-14T22:13:20.745Z'],
  ])('%s is %s', (text, instant) => expect(readTimestamp(text)?.instant).toBe(instant));

  it('says whether it named a zone', () => {
    expect(readTimestamp('2023-11-16 18:17:03')?.zoned).toBe(false);
    expect(readTimestamp('2023-11-16 18:17:03+00')?.zoned).toBe(true);
    expect(readTimestamp('1700000000')?.zoned).toBe(true);
  });

  it.each([
    '',
    'yesterday',
    '2023-02-29 10:00:00',
    '2023-13-01 10:00',
    '16/11/2023 18:17',
    '170000000',
    '17000000000',
    '1.700.000.000',
    '45256.75',
    '2026-11-27 24:00:00',
    '2026-11-27 10:00:00+5',
    '2026-11-27 10:00:00 CET',
  ])('is not guessed from "%s"', (text) => expect(readTimestamp(text)).toBeUndefined());
});

describe('a quantity', () => {
  it.each([
    ['12', 12],
    ['0', 0],
    ['12.0', 12],
    ['12,00', 12],
    ['12.000000', 12],
    ['999999999999999', 999_999_999_999_999],
  ])('%s is %d', (text, number) => expect(readQuantity(text)).toBe(number));

  it.each(['12.000', '12,000', '1.234.567', '1 234', "1'234", '12.5', '-1', '1e3', '0x10', ''])(
    'is not guessed from "%s"',
    (text) => expect(readQuantity(text)).toBeUndefined(),
  );

  it.each([
    ['12.000', '.', 12_000],
    ['1,234,567', ',', 1_234_567],
    ['1 234', ' ', 1_234],
    ['1234', '.', 1_234],
  ])('%s with "%s" between thousands is %d', (text, thousands, number) =>
    expect(readQuantity(text, thousands)).toBe(number),
  );

  it.each([
    ['1234.567', '.'],
    ['12.00.000', '.'],
    ['.000', '.'],
    ['12,000', '.'],
  ])('%s with "%s" between thousands is not guessed', (text, thousands) =>
    expect(readQuantity(text, thousands)).toBeUndefined(),
  );
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
    const byColumn = { ...options, width: 4, columns: { ...columns, account: [3] } };
    const read = readRow(row(7, '2023-11-16 18:17:03', '1', '1', ' acme '), byColumn);
    expect(read).toMatchObject({ ok: true, accountId: 'acme' });
  });

  it('carries the policy and the labels that are not empty', () => {
    const withLabels = { ...columns, feature: [3], outcome: [4] };
    const read = readRow(row(0, '2023-11-16 18:17:03', '1', '1', 'chat', ''), {
      ...options,
      width: 5,
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
    [['2023-11-16 18:17:03', '12.000', '1'], 'input_tokens is not a whole number'],
    [['2023-11-16 18:17:03', '1'], 'another number of cells than the header'],
    [['2023-11-16 18:17:03', '12', '000', '1'], 'another number of cells than the header'],
  ])('is refused rather than guessed: %j', (cells, reason) => {
    expect(readRow(row(0, ...cells), options)).toMatchObject({ ok: false, reason });
  });

  it('shows what could not be read, and how it could', () => {
    const grouped = readRow(row(0, '2023-11-16 18:17:03', '12,000', '1'), options);
    expect(grouped).toMatchObject({ detail: expect.stringMatching(/"12,000".*--thousands/) });
    const time = readRow(row(0, 'yesterday', '12', '1'), options);
    const expected = /"yesterday"; expected .*Z \(ISO 8601\).*PostgreSQL.*since 1970/;
    expect(time).toMatchObject({ detail: expect.stringMatching(expected) });
    const ragged = readRow(row(0, '2023-11-16 18:17:03', '1'), options);
    expect(ragged).toMatchObject({ detail: expect.stringContaining('2 cells where') });
  });

  it('adds the columns of one quantity', () => {
    const summed = { ...options, columns: { ...columns, input_tokens: [1, 2] } };
    const read = readRow(row(0, '2023-11-16 18:17:03', '100', '23'), summed);
    expect(read).toMatchObject({ debit: { usage: { input_tokens: 123, output_tokens: 23 } } });
  });

  it('is priced by its own model, by the name it has in Scrip', () => {
    const named = {
      ...options,
      width: 4,
      columns: { ...columns, model: [3] },
      modelNames: new Map([['gpt-4o-2024-08-06', 'gpt-4o']]),
    };
    const modelOf = (...cells: string[]) =>
      readRow(row(0, '2023-11-16 18:17:03', '1', '1', ...cells), named);
    expect(modelOf('gpt-4o-2024-08-06')).toMatchObject({ debit: { model: 'gpt-4o' } });
    expect(modelOf('sonnet')).toMatchObject({ debit: { model: 'sonnet' } });
    expect(modelOf('')).toMatchObject({ debit: { model: 'azure-code' } });
    expect(
      readRow(row(0, '2023-11-16 18:17:03', '1', '1', ''), { ...named, model: undefined }),
    ).toMatchObject({ ok: false, reason: expect.stringContaining('model is empty') });
  });

  it('counts cached tokens once where they are part of the input', () => {
    const within = {
      ...options,
      width: 4,
      columns: { ...columns, cached_input_tokens: [3] },
      cachedInInput: true,
    };
    expect(readRow(row(0, '2023-11-16 18:17:03', '70838', '0', '69905'), within)).toMatchObject({
      debit: { usage: { input_tokens: 933, cached_input_tokens: 69_905, output_tokens: 0 } },
    });
    expect(readRow(row(0, '2023-11-16 18:17:03', '10', '0', '11'), within)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('more cached tokens than input tokens'),
    });
  });

  it.each(['$all', '.hidden', 'a/b', '', 'ü', 'x'.repeat(65)])(
    'is refused for an account called "%s"',
    (account) => {
      const byColumn = { ...options, width: 4, columns: { ...columns, account: [3] } };
      expect(readRow(row(0, '2023-11-16 18:17:03', '1', '1', account), byColumn)).toMatchObject({
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
