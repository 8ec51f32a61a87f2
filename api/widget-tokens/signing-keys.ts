import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../domain/instant.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Logger } from '../../platform/log.js';
import { SecretBox, SecretUnreadable } from '../../platform/secret-box.js';
import { LOG } from '../http/log.js';
import { unavailable } from '../http/problem.js';

/** NOTIFY channel for new keys. */
export const WIDGET_KEYS = 'widget_keys';
/** Default overlap of previous keys: longer than any token lives. */
export const DEFAULT_OVERLAP_MS = 20 * MINUTE_MS;
/** Age at which a key is rotated. */
const MAX_AGE_MS = 30 * DAY_MS;
/** Advisory lock key that serializes rotations. */
const ROTATION_LOCK = 7_274_713;
const KID_BYTES = 4;
const SECRET_BYTES = 32;
const MAX_KEYS = 100;
/** Minimum interval of reloading keys for tokens with an unknown key. */
const RELOAD_MS = SECOND_MS;

/** A key that signs tokens, or signed tokens that are still valid. */
export interface SigningKey {
  readonly kid: string;
  readonly secret: Buffer;
  /** Monotonic time; Infinity: the newest key. */
  readonly retiresAtMs: number;
}

interface Row {
  readonly kid: string;
  readonly sealed: string;
  readonly retires_in_ms: number | null;
}

/**
 * The signing keys of widget tokens, shared by all processes: the newest signs, earlier ones verify
 * until they retire. Cached in memory; rotations are notified.
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

  /** The cached key with this name, unless retired. */
  known(kid: string): SigningKey | undefined {
    const key = this.keys.get(kid);
    return key && performance.now() < key.retiresAtMs ? key : undefined;
  }

  /** The same, but reloads unknown keys, unless they were just loaded. */
  async find(kid: string): Promise<SigningKey | undefined> {
    if (!this.keys.has(kid) && performance.now() - this.askedAtMs > RELOAD_MS) await this.load();
    return this.known(kid);
  }

  /** The signing key; created on first use. */
  async newest(): Promise<SigningKey> {
    const current = () =>
      [...this.keys.values()].find(({ retiresAtMs }) => retiresAtMs === Infinity);
    if (!current()) await this.load();
    if (!current()) await this.rotate(DEFAULT_OVERLAP_MS, { ifOlderThanMs: 0 });
    const key = current();
    if (!key) throw unavailable('database_unavailable');
    return key;
  }

  /** Rotates the signing key; earlier ones remain valid for `overlapMs`. */
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

  /** Rotates a key that has signed for a month. */
  rotateByAge(): Promise<void> {
    return this.rotate(DEFAULT_OVERLAP_MS, { ifOlderThanMs: MAX_AGE_MS });
  }

  /** Loads the keys after any load in progress; concurrent callers share it. */
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

  /** A key sealed under another SCRIP_SECRET_KEY is ignored. */
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
  /** Only if the newest key is older; 0: only if there is none. */
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

/** Opens a stored key, in base64. Throws SecretUnreadable. */
export const openSigningKey = (box: SecretBox, kid: string, sealed: string): string =>
  box.open(sealed, purposeOf(kid));
