import { Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import { HOUR_MS } from '../../domain/instant.js';
import type { OidcSettings } from '../../platform/config/oidc.js';
import { memoize } from '../../platform/memoize.js';
import type { Attempt } from './attempts.js';
import { SignOnRefused, type Refusal } from './refusal.js';

/** Each request to the provider may take so long. */
const PATIENCE_S = 5;
/** The provider's own description is read again after this. */
const DESCRIPTION_TTL_MS = HOUR_MS;
const SCOPE = 'openid email';

/** Who somebody is, by the word of the provider. */
export interface Identity {
  readonly issuer: string;
  /** The lasting name of the account at its issuer. */
  readonly subject: string;
  /** The e-mail address in lower case; undefined: there is none that the provider has verified. */
  email(): Promise<string | undefined>;
}

/** The OpenID Connect provider. Whatever goes wrong there is a SignOnRefused. */
@Injectable()
export class Provider {
  private readonly described: () => Promise<Configuration>;

  constructor(settings: OidcSettings, patienceS = PATIENCE_S) {
    const issuer = new URL(settings.issuer);
    const isPlain = issuer.protocol === 'http:';
    this.described = memoize(
      () =>
        discovery(issuer, settings.clientId, undefined, authOf(settings.clientSecret), {
          timeout: patienceS,
          execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
        }),
      DESCRIPTION_TTL_MS,
    );
  }

  /** Where the browser goes to sign in; it comes back to `callback`. */
  address({ state, nonce, verifier }: Attempt, callback: string): Promise<URL> {
    return this.asked(async (configuration) =>
      buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }),
    );
  }

  /** Who came back to `url` from the provider. */
  identify({ state, nonce, verifier }: Attempt, url: URL): Promise<Identity> {
    return this.asked(async (configuration) => {
      const tokens = await authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
      });
      const claims = tokens.claims();
      if (!claims) throw new SignOnRefused('unavailable');
      const { iss: issuer, sub: subject } = claims;
      const email = async () =>
        verified(
          claims['email'] === undefined
            ? await this.asked((asked) => fetchUserInfo(asked, tokens.access_token, subject))
            : claims,
        );
      return { issuer, subject, email };
    });
  }

  private async asked<T>(work: (configuration: Configuration) => Promise<T>): Promise<T> {
    try {
      return await work(await this.described());
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      throw new SignOnRefused(refusal, error);
    }
  }
}

/** The secret in the way that the provider takes it: in the body if it says so. */
const authOf =
  (secret: string): ClientAuth =>
  (server, ...rest) => {
    const inBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
    (inBody ? ClientSecretPost(secret) : ClientSecretBasic(secret))(server, ...rest);
  };

/**
 * The address of claims if it is verified. Only A to Z become small: other letters have lookalikes
 * whose small form is the letter of another address.
 */
function verified(claims: Readonly<Record<string, unknown>>): string | undefined {
  const { email, email_verified: isVerified } = claims;
  if (typeof email !== 'string' || isVerified !== true) return undefined;
  return email.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Codes of openid-client for answers that do not belong to the attempt. */
const FOREIGN = new Set(['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED']);

/** Undefined: no failure of the provider. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof AuthorizationResponseError) return 'declined';
  if (error instanceof ResponseBodyError) {
    return error.error === 'invalid_grant' ? 'expired' : 'unavailable';
  }
  if (error instanceof WWWAuthenticateChallengeError) return 'unavailable';
  if (error instanceof ClientError)
    return FOREIGN.has(error.code ?? '') ? 'expired' : 'unavailable';
  // What `fetch` throws where nobody listens.
  return error instanceof TypeError && error.message === 'fetch failed' ? 'unavailable' : undefined;
}
