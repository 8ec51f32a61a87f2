import { describe, expect, it } from '@jest/globals';
import { SecretBox, SecretUnreadable } from '../../platform/secret-box.js';

const KEY = Buffer.alloc(32, 1).toString('base64');
const box = new SecretBox(KEY);

describe('a sealed secret', () => {
  it('is opened by the same key for the same purpose', () => {
    const sealed = box.seal('whsec_ü', 'endpoint 1');
    expect(sealed).not.toContain('whsec');
    expect(new SecretBox(KEY).open(sealed, 'endpoint 1')).toBe('whsec_ü');
  });

  it('never looks the same twice', () => {
    expect(box.seal('secret', 'x')).not.toBe(box.seal('secret', 'x'));
  });

  it('is opened by no other key, for no other purpose, and not once a letter is changed', () => {
    const sealed = box.seal('secret', 'endpoint 1');
    const other = new SecretBox(Buffer.alloc(32, 2).toString('base64'));
    expect(() => other.open(sealed, 'endpoint 1')).toThrow(SecretUnreadable);
    expect(() => box.open(sealed, 'endpoint 2')).toThrow(SecretUnreadable);
    const letters = [...sealed].map((letter, at) => [letter, at] as const).slice(3);
    for (const [letter, at] of letters.filter((_, i) => i % 7 === 0)) {
      const changed = sealed.slice(0, at) + (letter === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => box.open(changed, 'endpoint 1')).toThrow(SecretUnreadable);
    }
    expect(() => box.open('', 'endpoint 1')).toThrow(SecretUnreadable);
  });

  it('says which setting is wrong', () => {
    expect(() => box.open('v1.AAAA', 'endpoint 1')).toThrow(/SCRIP_SECRET_KEY/);
  });
});
