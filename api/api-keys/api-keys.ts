import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { IsNull, Repository } from 'typeorm';
import { InjectRepository } from '@nestjs/typeorm';
import { KEY_SCOPES, withImplied, type Permission } from '../auth/permissions.js';
import type { Caller } from '../auth/caller.js';
import { unavailable } from '../http/problem.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { ApiKey } from './api-key.entity.js';
import { claimedId, hashOf, sameHash } from './secret.js';

/** NOTIFY channel for changes of keys; payload: the key's id. */
export const KEY_CHANGES = 'api_keys';
const MAX_CACHED_KEYS = 10_000;
/** Limit of cached unknown ids; invented ones evict only each other. */
const MAX_UNKNOWN_IDS = 10_000;
const MAX_READINGS = 5;
/** Maximum age before a refresh, in case a notification was lost. */
const FRESH_MS = 5_000;
/** How long a cached key is accepted while the database does not answer. */
const STALE_MS = 60_000;
/** Pause before refreshing again after a failure. */
const RETRY_MS = 1_000;
const MAX_LOOK_UPS_AT_ONCE = 64;

interface Known {
  /** Null: no such key, or revoked. */
  readonly key: StoredKey | null;
  readonly askedAtMs: number;
}

interface StoredKey {
  readonly caller: Caller;
  readonly hash: Buffer;
  readonly expiresAtMs: number;
  readonly requestsPerSecond: number | undefined;
}

/**
 * Caches API keys in memory and checks tokens against them. Loads all keys when notifications
 * start, otherwise looks keys up by public id. A revocation reaches every process by notification,
 * at the latest in 5 s.
 */
@Injectable()
export class ApiKeys {
  /** Valid keys, now or when looked up. */
  private readonly cache = new LRUCache<string, Known>({ max: MAX_CACHED_KEYS });
  private readonly unknown = new LRUCache<string, Known>({ max: MAX_UNKNOWN_IDS });
  private readonly asking = new Map<string, Promise<Known>>();
  private readonly preset: StoredKey | null;
  /** Incremented with every change: results read before a change are not cached. */
  private changes = 0;
  private failedAtMs = -Infinity;
  /** Whether notifications are received, so that cached keys need no refresh before use. */
  private listening = false;

  constructor(
    @InjectRepository(ApiKey) private readonly stored: Repository<ApiKey>,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.preset = config.apiKey === undefined ? null : presetKey(config.apiKey);
  }

  /** The caller of a cached key; undefined: use `lookUp`. */
  known(token: string): Caller | undefined {
    const hash = hashOf(token);
    if (this.preset && sameHash(this.preset.hash, hash)) return this.preset.caller;
    const id = claimedId(token);
    const known = id === undefined ? undefined : this.cache.get(id);
    if (id === undefined || !known) return undefined;
    const ageMs = performance.now() - known.askedAtMs;
    if (ageMs > FRESH_MS) {
      if (!this.listening || ageMs > STALE_MS) return undefined;
      if (!this.asking.has(id) && !this.hasJustFailed()) void this.ask(id).catch(() => undefined);
    }
    return this.opened(known, hash);
  }

  /** Whether the token matches a cached key, though it may have to be refreshed. */
  isLikelyValid(token: string): boolean {
    const id = claimedId(token);
    const key = id === undefined ? undefined : this.cache.get(id)?.key;
    return key ? sameHash(key.hash, hashOf(token)) : false;
  }

  /** The caller of a token; undefined if invalid. 503 if the database is unavailable. */
  async lookUp(token: string): Promise<Caller | undefined> {
    const id = claimedId(token);
    if (id === undefined) return undefined;
    return this.opened(await this.freshly(id), hashOf(token));
  }

  /** Whether a caller's key is still valid. Rejects if the database is unavailable. */
  async isOpen({ id }: Caller): Promise<boolean> {
    if (id === PRESET_KEY_ID) return true;
    const { key } = await this.freshly(id);
    return key !== null && this.clock.now() < key.expiresAtMs;
  }

  /** Whether this is the key of `SCRIP_API_KEY`. */
  isPreset(caller: Caller): boolean {
    return caller === this.preset?.caller;
  }

  /** Requests per second of a key with its own limit. */
  limitOf({ id }: Caller): number | undefined {
    return this.cache.get(id)?.key?.requestsPerSecond;
  }

  /** Drops a key from the cache. */
  forget(id: string): void {
    this.changes += 1;
    this.cache.delete(id);
    this.unknown.delete(id);
  }

  /** A key was created or revoked elsewhere: refresh it before its next use. */
  onKeyChanged(id: string): void {
    this.forget(id);
    void this.ask(id).catch(() => undefined);
  }

  /** Loads all valid keys; every change is now received. */
  async startListening(): Promise<void> {
    for (let readings = 0; readings < MAX_READINGS; readings += 1) {
      if (await this.readAll()) break;
    }
    this.listening = true;
  }

  /** Until `startListening`, keys are refreshed every 5 s. */
  stopListening(): void {
    this.listening = false;
  }

  private opened({ key }: Known, hash: Buffer): Caller | undefined {
    if (!key || !sameHash(key.hash, hash)) return undefined;
    return this.clock.now() < key.expiresAtMs ? key.caller : undefined;
  }

  private async freshly(id: string): Promise<Known> {
    const cached = this.cache.get(id) ?? this.unknown.get(id);
    const ageMs = cached ? performance.now() - cached.askedAtMs : Infinity;
    const usable = ageMs <= STALE_MS ? cached : undefined;
    if (usable && (ageMs <= FRESH_MS || this.hasJustFailed())) return usable;
    try {
      return await (this.asking.get(id) ?? this.ask(id));
    } catch (error) {
      if (usable) return usable;
      throw error;
    }
  }

  private hasJustFailed(): boolean {
    return performance.now() - this.failedAtMs < RETRY_MS;
  }

  private ask(id: string): Promise<Known> {
    if (this.asking.size >= MAX_LOOK_UPS_AT_ONCE) {
      return Promise.reject(unavailable('database_unavailable'));
    }
    const asked = this.read(id).finally(() => this.asking.delete(id));
    asked.catch(() => (this.failedAtMs = performance.now()));
    this.asking.set(id, asked);
    return asked;
  }

  private async read(id: string): Promise<Known> {
    const askedAtMs = performance.now();
    const changesBefore = this.changes;
    const found = await this.stored.findOneBy({ id });
    const known = { key: found && storedKey(found), askedAtMs };
    if (this.changes === changesBefore) this.keep(id, known);
    return known;
  }

  /** False if something changed meanwhile, so that the result may be outdated. */
  private async readAll(): Promise<boolean> {
    const askedAtMs = performance.now();
    const changesBefore = this.changes;
    const found = await this.stored.find({
      where: { revokedAt: IsNull() },
      order: { createdAt: 'DESC' },
      take: MAX_CACHED_KEYS,
    });
    if (this.changes !== changesBefore) return false;
    this.cache.clear();
    this.unknown.clear();
    for (const key of found) this.keep(key.id, { key: storedKey(key), askedAtMs });
    return true;
  }

  private keep(id: string, known: Known): void {
    const [here, elsewhere] = known.key ? [this.cache, this.unknown] : [this.unknown, this.cache];
    elsewhere.delete(id);
    here.set(id, known);
  }
}

function storedKey({
  id,
  hash,
  scopes,
  rateLimit,
  expiresAt,
  revokedAt,
}: ApiKey): StoredKey | null {
  if (revokedAt) return null;
  return {
    caller: callerOf(
      id,
      KEY_SCOPES.filter((permission) => scopes.includes(permission)),
    ),
    hash,
    expiresAtMs: expiresAt?.getTime() ?? Infinity,
    requestsPerSecond: rateLimit ?? undefined,
  };
}

/** Id of the key of `SCRIP_API_KEY`, which is in no table. */
export const PRESET_KEY_ID = 'preset';

const presetKey = (token: string): StoredKey => ({
  caller: callerOf(PRESET_KEY_ID, KEY_SCOPES),
  hash: hashOf(token),
  expiresAtMs: Infinity,
  requestsPerSecond: undefined,
});

const callerOf = (id: string, scopes: readonly Permission[]): Caller => ({
  kind: 'key',
  id,
  actor: `key:${id}`,
  scopes: withImplied(scopes),
});
