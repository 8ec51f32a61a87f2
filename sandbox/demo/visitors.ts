import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { NOTHING, type BuiltApp, type Call, type DataRow, type Message } from './shared/wire.js';

const MAX_VISITORS = 500;
const MAX_CALLS_PER_VISITOR = 60;
const MAX_MESSAGES_PER_VISITOR = 100;
/** Rows that the app of one visitor keeps. */
export const MAX_ROWS_PER_VISITOR = 50;
/** Visitors who may be new within a minute. */
export const MAX_NEW_VISITORS_PER_MINUTE = 120;
const ID_BYTES = 12;
/** Of an id, for choosing a name. */
const ID_DIGITS = 8;
const MINUTE_MS = 60_000;

const VISITOR_ID = /^demo-[0-9a-f]{24}$/;

/** What the demo remembers of somebody: all but the credits, which are Scrip's to know. */
export class Visitor {
  app: BuiltApp = NOTHING;
  /** Version of the app that is live; 0: none. */
  published = 0;
  integrations: readonly string[] = [];
  rows: readonly DataRow[] = [];
  messages: readonly Message[] = [];
  calls: readonly Call[] = [];
  /** Messages whose recorded requests have been replayed. */
  replayed = 0;
  /** One message at a time. */
  isBusy = false;
  private callCount = 0;

  constructor(
    /** Id of their account at Scrip, and the value of their cookie; cannot be guessed. */
    readonly accountId: string,
  ) {}

  /** Numbers a call and remembers it for the page. */
  record(call: Omit<Call, 'number'>): Call {
    this.callCount += 1;
    const numbered = { number: this.callCount, ...call };
    this.calls = [...this.calls, numbered].slice(-MAX_CALLS_PER_VISITOR);
    return numbered;
  }

  say(message: Message): void {
    this.messages = [...this.messages, message].slice(-MAX_MESSAGES_PER_VISITOR);
  }
}

/** Everybody who has looked in lately; who is forgotten keeps the account, by the cookie. */
export class Visitors {
  private readonly known = new LRUCache<string, Visitor>({ max: MAX_VISITORS });
  private minute = 0;
  private newInMinute = 0;

  /** The visitor that the cookie names; undefined if there is none. */
  of(cookie: string | undefined): Visitor | undefined {
    if (cookie === undefined || !VISITOR_ID.test(cookie)) return undefined;
    return this.known.get(cookie) ?? this.remember(cookie);
  }

  /** Somebody new; undefined: too many came within this minute. */
  welcome(): Visitor | undefined {
    const minute = Math.floor(Date.now() / MINUTE_MS);
    this.newInMinute = minute === this.minute ? this.newInMinute + 1 : 1;
    this.minute = minute;
    if (this.newInMinute > MAX_NEW_VISITORS_PER_MINUTE) return undefined;
    return this.remember(`demo-${randomBytes(ID_BYTES).toString('hex')}`);
  }

  private remember(accountId: string): Visitor {
    const visitor = new Visitor(accountId);
    this.known.set(accountId, visitor);
    return visitor;
  }
}

const FIRST_NAMES = ['Ada', 'Bela', 'Chen', 'Dara', 'Emil', 'Farah', 'Goran', 'Hana', 'Ivo', 'Jun'];
const LAST_NAMES = ['Archer', 'Baker', 'Carter', 'Fisher', 'Glover', 'Mason', 'Potter', 'Weaver'];

/** An invented person, the same for the same account: the demo does not ask visitors for names. */
export function madeUpPerson(accountId: string): { name: string; email: string } {
  const chance = Number.parseInt(accountId.slice(-ID_DIGITS), 16);
  const pick = (names: readonly string[], by: number) => names[by % names.length] ?? '';
  const first = pick(FIRST_NAMES, chance);
  const last = pick(LAST_NAMES, Math.floor(chance / FIRST_NAMES.length));
  return { name: `${first} ${last}`, email: `${first}.${last}@demo.example`.toLowerCase() };
}
