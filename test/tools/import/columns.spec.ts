import { describe, expect, it } from '@jest/globals';
import {
  FIELDS,
  locateColumns,
  looksCharged,
  parseColumnNames,
  parseIgnored,
} from '../../../tools/import/columns.js';

describe('the columns of a usage file', () => {
  it.each([
    [
      ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
      { timestamp: [0], input_tokens: [1], output_tokens: [2] },
    ],
    [
      ['id', 'Created At', 'prompt_tokens', 'completion_tokens'],
      { id: [0], timestamp: [1], input_tokens: [2], output_tokens: [3] },
    ],
    [['time', 'account_id', 'Input-Tokens'], { timestamp: [0], account: [1], input_tokens: [2] }],
    [
      ['event_id', 'time', 'Model', 'x', 'tokens in'],
      { id: [0], timestamp: [1], model: [2], input_tokens: [4] },
    ],
    [['id', 'request_id', 'time', 'tokens_in'], { id: [1], timestamp: [2], input_tokens: [3] }],
  ])('are recognised by common names: %j', (header, columns) => {
    expect(locateColumns(header, {})).toEqual(columns);
  });

  it.each(FIELDS)('are recognised by the name of their field: %s', (field) => {
    const least = ['timestamp', 'input_tokens'].filter((name) => name !== field);
    expect(locateColumns([...least, field], {})[field]).toEqual([least.length]);
  });

  it('are not recognised where they are to be ignored', () => {
    const header = ['time', 'prompt_tokens', 'input_tokens', 'feature'];
    expect(locateColumns(header, {}, parseIgnored('feature, prompt_tokens'))).toEqual({
      timestamp: [0],
      input_tokens: [2],
    });
    expect(() => locateColumns(header, {}, ['cost'])).toThrow('--ignore: the file has no column');
    const told = parseColumnNames('input_tokens=input_tokens');
    expect(() => locateColumns(header, told, ['input_tokens'])).toThrow(
      'in --columns and in --ignore',
    );
    expect(() => parseIgnored('a,,b')).toThrow('--ignore: expected');
  });

  it.each([
    ...['cached_tokens', 'cache_creation_input_tokens', 'thoughtsTokenCount', 'Total Tokens'],
    ...['n_images', 'cached', 'thought', 'Output', 'total'],
    ...['cost', 'costUSD', 'total_price', 'credits', 'amount (€)', 'fee', 'spend', 'eur'],
  ])('may be what is charged when they are called "%s"', (name) =>
    expect(looksCharged(name)).toBe(true),
  );

  it.each(['note', 'feedback', 'region', 'percent', 'status', 'prompt_id', 'latency_ms', ''])(
    'are not what is charged when they are called "%s"',
    (name) => expect(looksCharged(name)).toBe(false),
  );

  it('are what the caller says before anything else', () => {
    const told = parseColumnNames('timestamp=When, cached_input_tokens=hits');
    expect(locateColumns(['timestamp', 'When', 'hits'], told)).toEqual({
      timestamp: [1],
      cached_input_tokens: [2],
    });
  });

  it('of tokens and images can be added, unless a name has the sign itself', () => {
    const told = parseColumnNames('input_tokens=prompt + cached,output_tokens=a+b');
    expect(locateColumns(['time', 'cached', 'prompt', 'a+b'], told)).toEqual({
      timestamp: [0],
      input_tokens: [2, 1],
      output_tokens: [3],
    });
    const account = parseColumnNames('account=a+b');
    expect(() => locateColumns(['time', 'tokens_in', 'a', 'b'], account)).toThrow('"a+b"');
  });

  it.each([
    [['time', 'prompt_tokens', 'input_tokens'], '"prompt_tokens", "input_tokens" may all be'],
    [['time', 'account_id', 'customer', 'prompt_tokens'], '--columns account='],
    [['time', 'Time', 'prompt_tokens'], '--columns timestamp='],
  ])('are not guessed where several could be meant: %j', (header, words) =>
    expect(() => locateColumns(header, {})).toThrow(words),
  );

  it('that are told must be there once', () => {
    const told = parseColumnNames('input_tokens=x');
    expect(() => locateColumns(['time', 'x', 'x'], told)).toThrow('more than one column "x"');
  });

  it('must hold a time and a quantity', () => {
    expect(() => locateColumns(['prompt_tokens'], {})).toThrow('timestamp=…');
    expect(() => locateColumns(['timestamp', 'x'], {})).toThrow('input_tokens=…');
  });

  it('that the file does not have are named with those it has', () => {
    const told = parseColumnNames('input_tokens=prompt');
    expect(() => locateColumns(['timestamp', 'x'], told)).toThrow(
      'no column "prompt"; it has "timestamp", "x"',
    );
  });

  it.each(['', 'timestamp', 'timestamp=', '=x', 'colour=x', 'images=a,images=b'])(
    'cannot be told as "%s"',
    (text) => expect(() => parseColumnNames(text)).toThrow('--columns'),
  );
});
