import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import type { Caller, WidgetGrant } from '../auth/caller.js';
import { Problem, unavailable } from '../http/problem.js';
import { REVOCATION_MATTERS_MS, Revocations, type Revocation } from './revocations.js';
import { SigningKeys } from './signing-keys.js';
import { claimedKid, readToken, signToken } from './token.js';

/** How long tokens are accepted while revocations cannot be received. */
const MAX_UNHEARD_MS = 60_000;

/** Whether a token is valid, or why not. */
export type TokenState = 'valid' | 'token_expired' | 'token_revoked';

/**
 * Mints and verifies widget tokens: signed, not stored, valid for one account and at most 15 min by
 * the product's clock (in the sandbox, the test clock). Verification uses cached keys; revocations
 * are notified, like those of API keys.
 */
@Injectable()
export class WidgetTokens {
  private readonly revocations = new Revocations();
  private heardAtMs = -Infinity;
  private listening = false;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly keys: SigningKeys,
  ) {}

  /**
   * The caller of a token with a cached key; undefined: use `lookUp`. 401 with `reason` if it has
   * ended, 503 if revocations are unknown.
   */
  known(token: string): Caller | undefined {
    const kid = claimedKid(token);
    const key = kid === undefined ? undefined : this.keys.known(kid);
    const grant = key && readToken(key, token);
    return grant && this.admitted(grant);
  }

  /** Whether an unknown token is likely valid: never. */
  isLikelyValid(): boolean {
    return false;
  }

  /** The caller of a token; undefined if we have not signed it. */
  async lookUp(token: string): Promise<Caller | undefined> {
    const kid = claimedKid(token);
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    const grant = key && readToken(key, token);
    return grant && this.admitted(grant);
  }

  /** Whether a token accepted earlier is still valid. */
  stateOf({ accountId, expiresAt, revocation }: WidgetGrant): TokenState {
    if (this.clock.now() >= expiresAt) return 'token_expired';
    return this.revocations.isRevoked(accountId, revocation) ? 'token_revoked' : 'valid';
  }

  /** Signs a token with the number of the last revocation. */
  async mint(grant: Omit<WidgetGrant, 'revocation'>): Promise<string> {
    const key = await this.keys.newest();
    const { rows } = await this.pool.query<{ last: string }>(
      'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM app.widget_revocation',
    );
    return signToken(key, { ...grant, revocation: Number(rows[0]?.last ?? 0) });
  }

  /** Adds a revocation, made here or elsewhere. */
  take(revocation: Revocation): void {
    this.revocations.take(revocation);
  }

  /** Loads earlier revocations; every later one is now received. */
  async startListening(): Promise<void> {
    await this.keys.load();
    const { rows } = await this.pool.query<{ account_id: string; revocation: string }>(
      `SELECT account_id, revocation FROM app.widget_revocations
       WHERE revoked_at > clock_timestamp() - $1 * interval '1 millisecond' ORDER BY revocation`,
      [REVOCATION_MATTERS_MS],
    );
    for (const { account_id: accountId, revocation } of rows) {
      this.take({ accountId, revocation: Number(revocation) });
    }
    this.listening = true;
  }

  /** Until `startListening`, no revocations are received. */
  stopListening(): void {
    if (this.listening) this.heardAtMs = performance.now();
    this.listening = false;
  }

  private admitted(grant: WidgetGrant): Caller {
    if (!this.listening && performance.now() - this.heardAtMs > MAX_UNHEARD_MS) {
      throw unavailable('database_unavailable');
    }
    const state = this.stateOf(grant);
    if (state !== 'valid') throw ended(state);
    const { accountId, memberId } = grant;
    const id = `widget:${accountId}`;
    const actor = memberId === undefined ? id : `${id}:${memberId}`;
    return { kind: 'widget', id, actor, grant };
  }
}

const DETAILS = {
  token_expired: 'this widget token has expired: ask your backend for another one',
  token_revoked: 'this widget token was revoked: ask your backend for another one',
} as const;

const ended = (reason: keyof typeof DETAILS): Problem =>
  new Problem('unauthorized', DETAILS[reason], {
    headers: { 'www-authenticate': 'Bearer realm="scrip", error="invalid_token"' },
    members: { reason },
  });
