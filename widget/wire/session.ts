/** Speaks to the API for one account, with tokens that the host's backend mints. */
import type { ProblemBody } from './wire.js';

const MS_PER_SECOND = 1_000;
/** A wrong header must not silence a page for the day. */
const MAX_RETRY_AFTER_MS = 300_000;

/** Gives a fresh token each time it is asked. */
export type GetToken = () => Promise<string>;

/** The API understood and refused; `words` are its own. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly words: string,
    /** How long the server wants to be left alone; 0 where it does not say. */
    readonly retryAfterMs: number,
  ) {
    super(words);
  }
}

/** There is no token, or a fresh one was refused too: only the host can help. */
export class SignedOut extends Error {}

/** Where and how: everything an element knows when it asks. */
export class Session {
  #token: Promise<string> | undefined;

  constructor(
    /** Base URL without a slash at its end. */
    readonly api: string,
    /** As the host says; empty: the one of the token. */
    private readonly account: string,
    private readonly getToken: GetToken,
  ) {}

  /** The path of the account, such as `/v1/accounts/acme`. */
  async accountPath(): Promise<string> {
    const account = this.account || claimsOf(await this.token()).account;
    if (account === '') throw new SignedOut();
    return `/v1/accounts/${encodeURIComponent(account)}`;
  }

  /** A JSON answer. Throws Refused, SignedOut, or TypeError when no answer comes. */
  async read<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.ask(path, init);
    const answer: Answer = JSON.parse(await response.text());
    return answer;
  }

  /** An answer that succeeded; a token that has ended is renewed once, unseen. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    let response = await this.#send(path, init);
    if (response.status === 401) {
      this.forget();
      response = await this.#send(path, init);
    }
    if (response.ok) return response;
    if (response.status === 401) throw new SignedOut();
    throw await refusalOf(response);
  }

  /** Whether the token is good for something, as far as it says; the server has the last word. */
  async may(scope: string): Promise<boolean> {
    const { scopes } = claimsOf(await this.token());
    return scopes.length === 0 || scopes.includes(scope);
  }

  /** The next request asks the host for another token. */
  forget(): void {
    this.#token = undefined;
  }

  /** A token that has ended by the server's own time is not sent any more. */
  async heardAt(instant: string): Promise<void> {
    const token = this.#token;
    if (!token) return;
    const { expiresMs } = claimsOf(await token.catch(() => ''));
    if (expiresMs <= Date.parse(instant) && this.#token === token) this.forget();
  }

  /** One request to the host at a time, however many ask. */
  private token(): Promise<string> {
    this.#token ??= this.getToken().then(
      (token) => {
        if (typeof token === 'string' && token.trim() !== '') return token.trim();
        this.forget();
        throw new SignedOut();
      },
      (error: unknown) => {
        this.forget();
        throw error;
      },
    );
    return this.#token;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await this.token()}`);
    return fetch(`${this.api}${path}`, { ...init, headers, credentials: 'omit' });
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  const body = await problemOf(response);
  const words = body.detail ?? body.title ?? '';
  return new Refused(response.status, body.code ?? '', words, retryAfterOf(response));
}

/** Whatever stands between us and the server may answer without a problem. */
async function problemOf(response: Response): Promise<ProblemBody> {
  try {
    const body: ProblemBody | null = JSON.parse(await response.text());
    return body ?? {};
  } catch {
    return {};
  }
}

/** Milliseconds of `Retry-After`, which our server sends in seconds. */
function retryAfterOf({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 0);
  return seconds > 0 ? Math.min(seconds * MS_PER_SECOND, MAX_RETRY_AFTER_MS) : 0;
}

/** The claims of a token, read without verification: only the server checks its signature. */
interface Claims {
  readonly account: string;
  /** Empty where that cannot be read: then the server's refusals tell. */
  readonly scopes: readonly string[];
  /** By the server's clock; never where that cannot be read. */
  readonly expiresMs: number;
}

/** `wgt2_<base64url of [account, member, scopes, origins, end, …]>.<key>.<signature>`. */
function claimsOf(token: string): Claims {
  const [, payload = ''] = /^wgt\d+_([\w-]+)\./.exec(token) ?? [];
  const claims = { account: '', scopes: [], expiresMs: Infinity };
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(said)) return claims;
    const [account, , scopes, , expiresMs]: unknown[] = said;
    return {
      account: typeof account === 'string' ? account : '',
      scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
      expiresMs: typeof expiresMs === 'number' ? expiresMs : Infinity,
    };
  } catch {
    return claims;
  }
}
