import { describe, expect, it } from '@jest/globals';
import { readable } from '../../../sandbox/launch/output.js';

describe('a line of the log, for people', () => {
  it('shows time, level, message and fields', () => {
    const line =
      '{"level":"info","time":"2026-11-22T10:11:12.345Z","process":"api","port":3000,"of":["a"],"msg":"ready"}';
    expect(readable(line)).toBe('10:11:12.345 info  ready port=3000 of=["a"]');
  });

  it('shows where an error came from', () => {
    const err = { type: 'Error', message: 'away', stack: 'Error: away\n    at x.ts:1' };
    const line = JSON.stringify({
      level: 'error',
      time: '2026-11-22T10:11:12.345Z',
      msg: 'oh',
      err,
    });
    expect(readable(line)).toBe('10:11:12.345 error oh\n  Error: away\n    at x.ts:1');
  });

  it('leaves everything else as it is', () => {
    for (const line of ['', 'LOG:  ready', '{ not json', '{"a":1}', '[1]']) {
      expect(readable(line)).toBe(line);
    }
  });
});
