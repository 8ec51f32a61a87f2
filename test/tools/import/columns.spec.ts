import { describe, expect, it } from '@jest/globals';
import { locateColumns, parseColumnNames } from '../../../tools/import/columns.js';

describe('the columns of a usage file', () => {
  it.each([
    [
      ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
      { timestamp: 0, input_tokens: 1, output_tokens: 2 },
    ],
    [
      ['id', 'Created At', 'prompt_tokens', 'completion_tokens'],
      { timestamp: 1, input_tokens: 2, output_tokens: 3 },
    ],
    [['time', 'account_id', 'Input-Tokens'], { timestamp: 0, account: 1, input_tokens: 2 }],
  ])('are recognised by common names: %j', (header, columns) => {
    expect(locateColumns(header, {})).toEqual(columns);
  });

  it('are what the caller says before anything else', () => {
    const told = parseColumnNames('timestamp=When, cached_input_tokens=hits');
    expect(locateColumns(['timestamp', 'When', 'hits'], told)).toEqual({
      timestamp: 1,
      cached_input_tokens: 2,
    });
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
