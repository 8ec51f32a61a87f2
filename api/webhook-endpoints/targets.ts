import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { withTimeout } from '../../platform/patience/timeout.js';
import { invalid } from '../http/problem.js';
import { isPublicAddress } from './addresses.js';

/** Length of a webhook URL, at most. */
export const MAX_URL_CHARS = 2_048;
/** A name that is not resolved by then is refused. */
const RESOLVE_LIMIT_MS = 5_000;

/** All addresses of a name; rejects when it has none. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** Where webhooks may go. */
export interface TargetOptions {
  /** Sandbox mode: `http` and addresses of this machine and its network will do. */
  readonly anywhere: boolean;
  /** The system's resolver unless told. */
  readonly resolve?: Resolve;
}

/** A webhook is not sent there: the message says why, in words for the owner of the endpoint. */
export class TargetRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TargetRefused';
  }
}

/**
 * Keeps webhooks from being a way into our network. A URL is checked when it is registered, and
 * the address it leads to again whenever a connection is made: names can change their minds.
 */
export class Targets {
  private readonly anywhere: boolean;
  private readonly resolve: Resolve;

  constructor({ anywhere, resolve = resolveBySystem }: TargetOptions) {
    this.anywhere = anywhere;
    this.resolve = resolve;
  }

  /** Throws TargetRefused unless webhooks may go to this URL, by what its name leads to now. */
  async check(text: string): Promise<void> {
    const { hostname } = this.checkShape(text);
    if (this.anywhere) return;
    const host = unbracketed(hostname);
    if (isIP(host) !== 0) return;
    await withTimeout(this.addressesOf(host), RESOLVE_LIMIT_MS, () => {
      throw new TargetRefused('must name a host that can be found: nobody answers');
    });
  }

  /** The same without asking the resolver: what the URL itself says. */
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

  /** For connections: resolves a name, and fails when it leads where webhooks do not go. */
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

/** 422 that names the field unless webhooks may go to this URL. */
export async function checkTarget(targets: Targets, url: string): Promise<void> {
  try {
    await targets.check(url);
  } catch (error) {
    if (!(error instanceof TargetRefused)) throw error;
    throw invalid([{ name: 'url', reason: error.message }]);
  }
}
