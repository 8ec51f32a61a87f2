import { describe, expect, it } from '@jest/globals';
import { MAX_NESTING_LEVELS, parseJson, textOf } from '../../../api/http/json-body.js';
import { Problem } from '../../../api/http/problem.js';
import { thrownBy } from '../../support/domain/given.js';

const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const refusalOf = (text: string) => {
  const error = thrownBy(() => parseJson(text));
  return error instanceof Problem ? { code: error.code, ...error.members } : error;
};

describe('a body', () => {
  it('is JSON as it stands', () => {
    expect(parseJson('{"a":[1,"é",null]}')).toEqual({ a: [1, 'é', null] });
  });

  it('may be absent', () => {
    expect(parseJson('')).toBeUndefined();
  });

  it.each(['{', '{"a":1,}', "{'a':1}", 'undefined', '[1', '\u0000'])(
    'is refused when it is no JSON: %j',
    (text) => expect(refusalOf(text)).toMatchObject({ code: 'malformed_json' }),
  );

  it('names the field of a number that cannot be held', () => {
    expect(refusalOf('{"usage":{"input_tokens":[1e400]}}')).toMatchObject({
      code: 'validation_failed',
      invalid_parameters: [{ name: 'usage.input_tokens.0' }],
    });
    expect(refusalOf('{"credits":-1e999}')).toMatchObject({
      invalid_parameters: [{ name: 'credits' }],
    });
  });

  it('may be nested so deep and no deeper', () => {
    expect(parseJson(nested(MAX_NESTING_LEVELS))).toBeDefined();
    expect(refusalOf(nested(MAX_NESTING_LEVELS + 1))).toMatchObject({ code: 'validation_failed' });
  });

  it('is refused without overflowing any stack, however deep it is', () => {
    expect(refusalOf(nested(50_000))).toMatchObject({ code: 'validation_failed' });
    expect(refusalOf('['.repeat(100_000))).toMatchObject({ code: 'malformed_json' });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('names no %s, at any depth', (name) => {
    const reason = 'forbidden name';
    expect(refusalOf(`{"a":{"${name}":{"x":1}}}`)).toMatchObject({
      invalid_parameters: [{ name: `a.${name}`, reason }],
    });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each(['"\\u0000"', '"\\ud800"', '"a\\udc00b"'])('holds text that is text: %s', (text) => {
    expect(refusalOf(`{"note":${text}}`)).toMatchObject({
      invalid_parameters: [{ name: 'note' }],
    });
  });

  it('may hold characters beyond the first plane', () => {
    expect(parseJson('{"note":"\\ud83d\\ude00"}')).toEqual({ note: '😀' });
  });

  it('is UTF-8, and refused when it is not', () => {
    const bytes = (hex: string) => Buffer.from(`7b2261223a22${hex}227d`, 'hex');
    expect(textOf(bytes('c3a9'))).toBe('{"a":"é"}');
    expect(textOf(bytes('f09f9880'))).toBe('{"a":"😀"}');
    // Latin-1, a lone continuation, a cut sequence, an overlong slash, half a surrogate pair.
    for (const hex of ['e974e9', '80', 'c3', 'c0af', 'eda080', 'f4908080']) {
      const error = thrownBy(() => textOf(bytes(hex)));
      expect({ hex, code: error instanceof Problem && error.code }).toEqual({
        hex,
        code: 'malformed_json',
      });
    }
  });
});
