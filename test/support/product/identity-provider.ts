import { jest } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Provider, type Configuration } from 'oidc-provider';
import { freePort } from '../../../sandbox/processes/ports.js';

/** An account at the provider. */
export interface Account {
  readonly email: string;
  readonly email_verified: boolean;
}

const CLIENT = { id: 'scrip', secret: 'a secret of the provider' };
const CALLBACK = '/v1/auth/oidc/callback';
const MAX_REDIRECTS = 10;
const TTL_S = 600;

/** An OpenID Connect provider. It asks nobody for a password: `signsIn` says who signs in. */
export class IdentityProvider {
  /** Accounts by their lasting name. */
  readonly accounts = new Map<string, Account>();
  /** Lasting name of who signs in next; undefined: the person goes back instead. */
  signsIn: string | undefined;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** Starts a provider; at a given port, where one has been before. */
  static async start(given?: number): Promise<IdentityProvider> {
    // Of these ports no connection going out takes one while the provider is away.
    const port = given ?? (await freePort());
    const server = createServer();
    await once(server.listen(port, '127.0.0.1'), 'listening');
    const identities = new IdentityProvider(server, `http://127.0.0.1:${port}`);
    identities.serve();
    return identities;
  }

  /** What a product is told of this provider. */
  get environment() {
    return {
      SCRIP_OIDC_ISSUER: this.issuer,
      SCRIP_OIDC_CLIENT_ID: CLIENT.id,
      SCRIP_OIDC_CLIENT_SECRET: CLIENT.secret,
      SCRIP_OIDC_NAME: 'Acme Login',
    };
  }

  /** Adds an account, which signs in next. */
  add(email: string, email_verified = true): string {
    const subject = randomUUID();
    this.accounts.set(subject, { email, email_verified });
    this.signsIn = subject;
    return subject;
  }

  /** Goes where a product sends a browser, and gives the address at which it comes back. */
  async visit(address: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let at = new URL(address);
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        cookies.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`${answer.status} ${await answer.text()}`);
      at = new URL(location, at);
      if (at.pathname === CALLBACK) return at;
    }
    throw new Error('the provider leads nowhere');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(): void {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const configuration: Configuration = {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`http://127.0.0.1${CALLBACK}`],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig' }] },
      ttl: { Interaction: TTL_S, Grant: TTL_S, Session: TTL_S, AccessToken: TTL_S, IdToken: TTL_S },
      cookies: { keys: [randomUUID()] },
      claims: { email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, accountId) => {
        const account = this.accounts.get(accountId);
        return account && { accountId, claims: () => ({ sub: accountId, ...account }) };
      },
      loadExistingGrant: async ({
        oidc: {
          provider: { Grant },
          client,
          session,
        },
      }) => {
        const grant = new Grant({
          clientId: client?.clientId ?? '',
          accountId: session?.accountId ?? '',
        });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    };
    // It warns that it keeps everything in memory.
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const provider = new Provider(this.issuer, configuration);
    warned.mockRestore();
    // The port of the product is not known beforehand.
    provider.Client.prototype.redirectUriAllowed = (uri: string) =>
      new URL(uri).pathname === CALLBACK;
    const handle = provider.callback();
    this.server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
      const { signsIn: accountId } = this;
      const result =
        accountId === undefined ? { error: 'access_denied' } : { login: { accountId } };
      void provider.interactionFinished(request, response, result);
    });
  }
}
