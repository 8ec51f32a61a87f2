import { describe, it, expect } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import {
  AnchorKey,
  anchorDigest,
  anchorText,
  HeadsDigest,
  rollLog,
  type AnchorStatement,
} from '../../../platform/anchors/anchor.js';

const key = () => AnchorKey.fromSeed(randomBytes(32).toString('base64'));
const statement: AnchorStatement = {
  n: 3,
  position: 4711n,
  events: 12,
  logHash: 'log',
  headsDigest: 'heads',
  previous: 'before',
  signedAt: Date.parse('2026-01-31T10:00:00Z'),
};

describe('a signed anchor', () => {
  it('is checked by the key that signed it and by no other', () => {
    const signer = key();
    const anchor = signer.sign(statement);
    expect(signer.verifies(anchor)).toBe(true);
    expect(key().verifies(anchor)).toBe(false);
    expect(anchor.keyId).toBe(signer.id);
  });

  it('loses its signature with any change to what it states', () => {
    const signer = key();
    const anchor = signer.sign(statement);
    const changed = [
      { n: 4 },
      { position: 4712n },
      { events: 11 },
      { logHash: 'other' },
      { headsDigest: 'other' },
      { previous: 'other' },
      { signedAt: statement.signedAt + 1 },
    ];
    for (const change of changed) expect(signer.verifies({ ...anchor, ...change })).toBe(false);
    expect(anchorDigest({ ...anchor, signature: 'other' })).not.toBe(anchorDigest(anchor));
  });

  it('signs a text that another program can write down too', () => {
    expect(anchorText(statement)).toBe(
      '{"events":12,"heads_digest":"heads","log_hash":"log","n":3,' +
        '"position":"00000000000000004711","previous":"before","scrip_anchor":1,' +
        '"signed_at":"2026-01-31T10:00:00.000Z"}',
    );
  });

  it('is checked by the public key alone, which signs nothing', () => {
    const signer = key();
    const checker = AnchorKey.fromPublic(signer.publicBase64());
    expect(checker.id).toBe(signer.id);
    expect(checker.verifies(signer.sign(statement))).toBe(true);
    expect(AnchorKey.fromPublic(key().publicBase64()).verifies(signer.sign(statement))).toBe(false);
    expect(() => checker.sign(statement)).toThrow('makes none');
    expect(() => AnchorKey.fromPublic('c2hvcnQ=')).toThrow('32 bytes');
  });

  it('comes from the same seed as the same key', () => {
    const seed = randomBytes(32).toString('base64');
    expect(AnchorKey.fromSeed(seed).id).toBe(AnchorKey.fromSeed(`${seed}\n`).id);
    expect(() => AnchorKey.fromSeed('c2hvcnQ=')).toThrow('32 bytes');
  });
});

describe('the rolling hash', () => {
  const leaf = { stream: 'account-a', revision: 0, id: 'e1', hash: 'h1' };

  it('depends on every part of an event and on the order of events', () => {
    const other = { stream: 'account-b', revision: 1, id: 'e2', hash: 'h2' };
    const both = rollLog(rollLog('', leaf), other);
    expect(rollLog(rollLog('', other), leaf)).not.toBe(both);
    for (const change of [{ stream: 'x' }, { revision: 9 }, { id: 'x' }, { hash: 'x' }]) {
      expect(rollLog('', { ...leaf, ...change })).not.toBe(rollLog('', leaf));
    }
  });

  it('has a digest of heads that names each of them', () => {
    const digest = (...heads: (typeof leaf)[]) => {
      const heading = new HeadsDigest();
      heads.forEach((head) => heading.add(head));
      return heading.done();
    };
    expect(digest(leaf)).toBe(digest({ ...leaf }));
    expect(digest(leaf)).not.toBe(digest({ ...leaf, revision: 1 }));
    expect(digest(leaf)).not.toBe(digest());
  });
});
