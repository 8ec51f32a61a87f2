import { describe, expect, it } from '@jest/globals';
import { keepForm, takeForm, type Store } from '../../../widget/top-up/kept.js';

const fields = { below: '80', pack: 'small', amount: '', cap: undefined };
const HOUR_MS = 3_600_000;

function storeOf(entries: readonly (readonly [string, string])[] = []): Store {
  const kept = new Map(entries);
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('a form that is left to save a card', () => {
  it('is there again on the way back, once, with what stood in it', () => {
    const store = storeOf();
    keepForm(() => store, '/v1/accounts/acme', { ...fields, cap: '40' }, 0);
    expect(takeForm(() => store, '/v1/accounts/acme', 60_000)).toEqual({ ...fields, cap: '40' });
    expect(takeForm(() => store, '/v1/accounts/acme', 60_000)).toBeUndefined();
  });

  it('is that of its account alone, and not for ever', () => {
    const store = storeOf();
    keepForm(() => store, '/v1/accounts/acme', fields, 0);
    expect(takeForm(() => store, '/v1/accounts/other', 0)).toBeUndefined();
    expect(takeForm(() => store, '/v1/accounts/acme', HOUR_MS + 1)).toBeUndefined();
  });

  it('begins anew where storage is denied, which is no failure', () => {
    const denied = (): Store => {
      throw new Error('SecurityError');
    };
    keepForm(denied, '/v1/accounts/acme', fields, 0);
    expect(takeForm(denied, '/v1/accounts/acme', 0)).toBeUndefined();
  });

  it('is not taken from what something else has written', () => {
    const key = 'scrip top-up acme';
    for (const text of ['no JSON', 'null', '{"until":9}', '{"until":9,"fields":{"below":5}}']) {
      expect(takeForm(() => storeOf([[key, text]]), 'acme', 0)).toBeUndefined();
    }
  });
});
