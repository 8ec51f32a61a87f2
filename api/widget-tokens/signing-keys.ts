import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Logger } from '../../platform/log.js';
import { SecretBox, SecretUnreadable } from '../../platform/secret-box.js';
import { LOG } from '../http/log.js';
import { unavailable } from '../http/problem.js';

/** Where it is said that there is another key. */
export const WIDGET_KEYS = 'widget_keys';
/** How long tokens of the key before are good, unless told: longer than any of them lives. */
export const DEFAULT_OVERLAP_MS = 20 * MINUTE_MS;
/** A key that is older is followed by another. */
const MAX_AGE_MS = 30 * DAY_MS;
/** Who makes a key makes it alone. Any number will do. */
const ROTATION_LOCK = 7_274_713;
const KID_BYTES = 4;
const SECRET_BYTES = 32;
const MAX_KEYS = 100;
/** A token that names an unknown key has the keys read again, at most so often. */
const RELOAD_MS = SECOND_MS;

/** A key that signs tokens, or has signed some that are still good. */
export interface SigningKey {
  readonly kid: string;
  readonly secret: Buffer;
  /** Of the monotonic clock; Infinity: no other key follows yet. */
  readonly retiresAtMs: number;
}

interface Row {
  readonly kid: string;
  readonly sealed: string;
  readonly retires_in_ms: number | null;
}

/**
 * The keys of widget tokens, which all processes share: the newest signs, those before it open
 * until they retire. They are kept in memory; a rotation is heard of.
 */
@Injectable()
export class SigningKeys {
  private keys = new Map<string, SigningKey>();
  private askedAtMs = -Infinity;
  private reading: Promise<unknown> = Promise.resolve();
  private waiting: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly secrets: SecretBox,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** The key of this name when it is known and not retired. */
  known(kid: string): SigningKey | undefined {
    const key = this.keys.get(kid);
    return key && performance.now() < key.retiresAtMs ? key : undefined;
  }

  /** The same, but reads the keys again when it is unknown and they were not read just now. */
  async find(kid: string): Promise<SigningKey | undefined> {
    if (!this.keys.has(kid) && performance.now() - this.askedAtMs > RELOAD_MS) await this.load();
    return this.known(kid);
  }

  /** The key that signs; the first process that needs one makes it. */
  async newest(): Promise<SigningKey> {
    const current = () =>
      [...this.keys.values()].find(({ retiresAtMs }) => retiresAtMs === Infinity);
    if (!current()) await this.load();
    if (!current()) await this.rotate(DEFAULT_OVERLAP_MS, { ifOlderThanMs: 0 });
    const key = current();
    if (!key) throw unavailable('database_unavailable');
    return key;
  }

  /** Has another key sign from now on; those before it open for `overlapMs` more. */
  async rotate(overlapMs: number, { ifOlderThanMs }: Rotation = {}): Promise<void> {
    const kid = randomBytes(KID_BYTES).toString('hex');
    const secret = randomBytes(SECRET_BYTES).toString('base64');
    const sealed = this.secrets.seal(secret, purposeOf(kid));
    await inTransaction(this.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [ROTATION_LOCK]);
      if (ifOlderThanMs !== undefined && (await isFresh(client, ifOlderThanMs))) return;
      await client.query(
        `UPDATE app.widget_keys
         SET retires_at = clock_timestamp() + $1::float8 * interval '1 millisecond'
         WHERE retires_at IS NULL
           OR retires_at > clock_timestamp() + $1::float8 * interval '1 millisecond'`,
        [overlapMs],
      );
      await client.query('DELETE FROM app.widget_keys WHERE retires_at < clock_timestamp()');
      await client.query('INSERT INTO app.widget_keys (kid, sealed) VALUES ($1, $2)', [
        kid,
        sealed,
      ]);
      await client.query('SELECT pg_notify($1, $2)', [WIDGET_KEYS, kid]);
    });
    await this.load();
  }

  /** Has another key sign when the present one has signed for a month. */
  rotateByAge(): Promise<void> {
    return this.rotate(DEFAULT_OVERLAP_MS, { ifOlderThanMs: MAX_AGE_MS });
  }

  /** Reads the keys, after a reading that is under way; who asks meanwhile shares this one. */
  load(): Promise<void> {
    this.waiting ??= this.reading.then(() => {
      this.waiting = undefined;
      const read = this.read();
      this.reading = read.catch(() => undefined);
      return read;
    });
    return this.waiting;
  }

  private async read(): Promise<void> {
    this.askedAtMs = performance.now();
    const { rows } = await this.pool.query<Row>(
      `SELECT kid, sealed,
         extract(epoch FROM retires_at - clock_timestamp())::float8 * 1000 AS retires_in_ms
       FROM app.widget_keys WHERE retires_at IS NULL OR retires_at > clock_timestamp()
       ORDER BY created_at DESC LIMIT ${MAX_KEYS}`,
    );
    const nowMs = performance.now();
    this.keys = new Map(rows.flatMap((row) => this.opened(row, nowMs)));
  }

  /** A key that is sealed under another SCRIP_SECRET_KEY is as if it were not there. */
  private opened({ kid, sealed, retires_in_ms }: Row, nowMs: number): [string, SigningKey][] {
    try {
      const secret = Buffer.from(openSigningKey(this.secrets, kid, sealed), 'base64');
      const retiresAtMs = retires_in_ms === null ? Infinity : nowMs + retires_in_ms;
      return [[kid, { kid, secret, retiresAtMs }]];
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error;
      this.log.error({ kid }, error.message);
      return [];
    }
  }
}

interface Rotation {
  /** Only where the newest key is older than so; 0: only where there is none. */
  readonly ifOlderThanMs?: number;
}

async function isFresh(client: ClientBase, ifOlderThanMs: number): Promise<boolean> {
  const { rows } = await client.query<{ is_fresh: boolean }>(
    `SELECT EXISTS (SELECT FROM app.widget_keys WHERE retires_at IS NULL
       AND ($1::float8 = 0
         OR created_at > clock_timestamp() - $1::float8 * interval '1 millisecond'))
       OR ($1::float8 > 0 AND NOT EXISTS (SELECT FROM app.widget_keys)) AS is_fresh`,
    [ifOlderThanMs],
  );
  return rows[0]?.is_fresh ?? false;
}

const purposeOf = (kid: string): string => `widget key ${kid}`;

/** A key as it is stored, in base64. Throws SecretUnreadable. */
export const openSigningKey = (box: SecretBox, kid: string, sealed: string): string =>
  box.open(sealed, purposeOf(kid));
