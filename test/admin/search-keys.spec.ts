import { describe, expect, it } from '@jest/globals';
import { EarlyKeys, type KeySource } from '../../admin/search/early-keys.js';

type Listener = Parameters<KeySource['addEventListener']>[1];

/** A page whose keys go to whoever listens; `press` says whether somebody took the key. */
function page() {
  const heard = new Set<Listener>();
  const early = new EarlyKeys({
    addEventListener: (_, listener) => void heard.add(listener),
    removeEventListener: (_, listener) => void heard.delete(listener),
  });
  const press = (key: string, more: { ctrlKey?: boolean } = {}): boolean => {
    let isTaken = false;
    const preventDefault = () => void (isTaken = true);
    for (const listener of heard) {
      listener({ key, preventDefault, stopPropagation: () => undefined, ...more });
    }
    return isTaken;
  };
  return { early, press };
}

describe('what is typed before the field of the search is there', () => {
  it('is kept for it, with Enter, and nothing else hears it', () => {
    const { early, press } = page();
    early.listen();
    for (const key of ['b', 'i', 'x', 'Backspace', '@', 'Enter']) expect(press(key)).toBe(true);
    expect(early.take()).toEqual({ text: 'bi@', isHurried: true });
    expect(press('z')).toBe(false);
    expect(early.take()).toEqual({ text: '', isHurried: false });
  });

  it('leaves commands and Escape alone, and an Enter before anything is none', () => {
    const { early, press } = page();
    early.listen();
    expect(press('a', { ctrlKey: true })).toBe(false);
    expect(press('Escape')).toBe(false);
    press('Enter');
    expect(early.take()).toEqual({ text: '', isHurried: false });
  });
});
