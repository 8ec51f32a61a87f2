import { Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { z } from 'zod';
import { SystemClock } from '../../platform/clock/clock.js';
import { SecretBox, SecretUnreadable } from '../../platform/secret-box.js';

/** The cookie of a single sign-on that is under way. */
export const ATTEMPT_COOKIE = '__Host-scrip-oidc';
/** How long somebody may take at the provider. */
export const ATTEMPT_S = 600;

const PURPOSE = 'single sign-on';

const Kept = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  untilMs: z.number(),
});

/** What only the browser that began a single sign-on can give back. */
export type Attempt = Omit<z.output<typeof Kept>, 'untilMs'>;

/** Single sign-ons under way: each is sealed in a cookie, so that any process can finish it. */
@Injectable()
export class Attempts {
  constructor(
    private readonly secrets: SecretBox,
    private readonly clock: SystemClock,
  ) {}

  /** A new attempt, and the value of its cookie. */
  begin(): { readonly attempt: Attempt; readonly cookie: string } {
    const attempt = {
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
    };
    const untilMs = this.clock.now() + ATTEMPT_S * 1_000;
    return {
      attempt,
      cookie: this.secrets.seal(JSON.stringify({ ...attempt, untilMs }), PURPOSE),
    };
  }

  /** The attempt of a cookie; undefined if it is none of ours, or too old. */
  of(cookie: string | undefined): Attempt | undefined {
    if (cookie === undefined) return undefined;
    try {
      const { untilMs, ...attempt } = Kept.parse(JSON.parse(this.secrets.open(cookie, PURPOSE)));
      return this.clock.now() < untilMs ? attempt : undefined;
    } catch (error) {
      if (error instanceof SecretUnreadable) return undefined;
      throw error;
    }
  }
}
