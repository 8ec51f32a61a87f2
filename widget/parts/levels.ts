/** Reacts to crossing a level, once per crossing. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { crossingOf, type Crossing } from './crossing.js';
import type { Balance, Level } from '../wire/wire.js';

/** The part of an element this needs. */
type Host = ReactiveControllerHost & EventTarget;

/** Of `credits-level` and `credits-empty`. */
export interface LevelDetail {
  readonly level: Level;
  readonly previous: Level | null;
}

/** Of several elements that show an account, the one that says so aloud. */
const speakers = new Map<string, Levels>();

/** Remembers which level an account is at, tells the host, and what was dismissed. */
export class Levels implements ReactiveController {
  #level: Level | null = null;
  #account = '';
  #taken = false;
  #dismissed = false;
  #seen: Balance | null = null;
  #crossing: Crossing = { isNews: true, isRecovery: false };

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.speaks) speakers.delete(this.#account);
  }

  /** Whether a screen reader hears of it from this element: nothing is announced twice. */
  get speaks(): boolean {
    return speakers.get(this.#account) === this;
  }

  /** Whether the notice that credits run low stands there. */
  get showsLow(): boolean {
    return this.#level === 'low' && !this.#dismissed;
  }

  /** Whether the notice that there are none stands there: not where the host shows its own. */
  get showsEmpty(): boolean {
    return isEmpty(this.#level) && !this.#taken;
  }

  /** There is nothing left, or less. */
  get isOut(): boolean {
    return isEmpty(this.#level);
  }

  /** Credits came in and there is enough again, after there was not. */
  get recovered(): boolean {
    return this.#crossing.isRecovery;
  }

  /** Whether the notice is worth saying aloud. */
  get isNews(): boolean {
    return this.#crossing.isNews;
  }

  see(balance: Balance): void {
    const { level, account_id: account } = balance;
    if (!speakers.has(account)) speakers.set(account, this);
    const before = this.#seen;
    this.#seen = balance;
    if (level === null || (level === this.#level && account === this.#account)) return;
    const previous = account === this.#account ? this.#level : null;
    this.#account = account;
    this.#level = level;
    this.#crossing = crossingOf(previous === null ? null : before, balance);
    if (level === 'low') this.#dismissed = kept.has(account);
    // Crossing it again is news again.
    if (level === 'ok') kept.forget(account);
    this.#tell('credits-level', { level, previous }, false);
    if (isEmpty(level) && !isEmpty(previous)) {
      this.#taken = !this.#tell('credits-empty', { level, previous }, true);
    }
  }

  dismiss(): void {
    this.#dismissed = true;
    kept.add(this.#account);
    this.host.requestUpdate();
  }

  #tell(type: string, detail: LevelDetail, cancelable: boolean): boolean {
    const options = { bubbles: true, composed: true, cancelable, detail };
    return this.host.dispatchEvent(new CustomEvent(type, options));
  }
}

const isEmpty = (level: Level | null): boolean => level === 'empty' || level === 'overdrawn';

/** Dismissed for this session of the browser, where it has a memory; else for this page. */
const kept = {
  key: (account: string) => `scrip-low-dismissed:${account}`,
  has(account: string): boolean {
    try {
      return sessionStorage.getItem(this.key(account)) !== null;
    } catch {
      return false;
    }
  },
  add(account: string): void {
    try {
      sessionStorage.setItem(this.key(account), '1');
    } catch {
      // Storage is denied to some frames: the element itself remembers.
    }
  },
  forget(account: string): void {
    try {
      sessionStorage.removeItem(this.key(account));
    } catch {
      // As above.
    }
  },
};
