import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { withTimeout } from '../../platform/patience/timeout.js';
import { invalid } from '../http/problem.js';
import { isPublicAddress } from './addresses.js';

/** Limit of a webhook URL's length. */
export const MAX_URL_CHARS = 2_048;
/** Timeout of name resolution. */
const RESOLVE_LIMIT_MS = 5_000;

/** Resolves all addresses of a name; rejects if there are none. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** Options of checking targets. */
export interface TargetOptions {
  /** Sandbox: allow `http`, and addresses of this machine and its network. */
  readonly anywhere: boolean;
  /** The system's resolver by default. */
  readonly resolve?: Resolve;
}

/** A refused webhook target; the message explains why to the endpoint's owner. */
export class TargetRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TargetRefused';
  }
}

/**
 * Guards against server-side request forgery by webhooks. Checks a URL on registration, and its
 * resolved address again on every connection, since DNS can change.
 */
export class Targets {
  private readonly anywhere: boolean;
  private readonly resolve: Resolve;

  constructor({ anywhere, resolve = resolveBySystem }: TargetOptions) {
    this.anywhere = anywhere;
    this.resolve = resolve;
  }

  /** Throws TargetRefused unless webhooks may go to this URL, by its current addresses. */
  async check(text: string): Promise<void> {
    const { hostname } = this.checkShape(text);
    if (this.anywhere) return;
    const host = unbracketed(hostname);
    if (isIP(host) !== 0) return;
    await withTimeout(this.addressesOf(host), RESOLVE_LIMIT_MS, () => {
      throw new TargetRefused('must name a host that can be found: nobody answers');
    });
  }

  /** The same without resolving: checks only the URL itself. */
  checkShape(text: string): URL {
    if (!URL.canParse(text) || text.length > MAX_URL_CHARS) {
      throw new TargetRefused('expected a URL such as "https://example.com/webhooks"');
    }
    const url = new URL(text);
    const schemes = this.anywhere ? ['https:', 'http:'] : ['https:'];
    if (!schemes.includes(url.protocol)) {
      throw new TargetRefused(`expected a URL with ${this.anywhere ? 'https or http' : 'https'}`);
    }
    if (url.username !== '' || url.password !== '') {
      throw new TargetRefused('must be without user and password: requests are signed instead');
    }
    if (url.hash !== '') throw new TargetRefused('must be without a fragment (#…)');
    const host = unbracketed(url.hostname);
    if (isIP(host) !== 0) this.checkAddress(host);
    return url;
  }

  /** `lookup` for connections: fails for addresses that webhooks may not reach. */
  readonly lookup: LookupFunction = (name, options, callback) => {
    this.addressesOf(name).then(
      (addresses) => {
        const wanted = addresses.filter(
          ({ family }) => options.family === 0 || !options.family || options.family === family,
        );
        const [first] = wanted;
        if (options.all) callback(null, wanted);
        else if (first) callback(null, first.address, first.family);
        else callback(new TargetRefused(`${name} has no address`), '');
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };

  private async addressesOf(name: string): Promise<LookupAddress[]> {
    let addresses: readonly LookupAddress[];
    try {
      addresses = await this.resolve(name);
    } catch {
      throw new TargetRefused(`must name a host that can be found: ${name} cannot`);
    }
    for (const { address } of addresses) this.checkAddress(address);
    return [...addresses];
  }

  private checkAddress(address: string): void {
    if (this.anywhere || isPublicAddress(address)) return;
    throw new TargetRefused('must lead to an address on the public Internet');
  }
}

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

const resolveBySystem: Resolve = (name) =>
  new Promise((resolve, reject) => {
    systemLookup(name, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });

/** 422 naming the field unless webhooks may go to this URL. */
export async function checkTarget(targets: Targets, url: string): Promise<void> {
  try {
    await targets.check(url);
  } catch (error) {
    if (!(error instanceof TargetRefused)) throw error;
    throw invalid([{ name: 'url', reason: error.message }]);
  }
}
