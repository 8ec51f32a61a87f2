import { createHash, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { formatPosition } from '../event-store/records/metadata.js';

/** Reads the hash in an event's stored metadata; empty if there is none. */
export function claimedHash(metadata: unknown): string {
  if (typeof metadata !== 'object' || metadata === null || !('hash' in metadata)) return '';
  return typeof metadata.hash === 'string' ? metadata.hash : '';
}

/** The last event of a stream covered by an anchor. */
export interface Head {
  readonly stream: string;
  readonly revision: number;
  /** The event's own chain hash. */
  readonly hash: string;
}

/** The signed statement: the whole log up to `position` has this hash. */
export interface AnchorStatement {
  /** 1, 2, 3 … without gaps. */
  readonly n: number;
  readonly position: bigint;
  /** Number of Scrip's events up to `position`. */
  readonly events: number;
  /** Rolling hash over them, in log order. */
  readonly logHash: string;
  /** Digest of the heads of streams that grew since the previous anchor. */
  readonly headsDigest: string;
  /** `anchorDigest` of the previous anchor; empty for the first. */
  readonly previous: string;
  readonly signedAt: Instant;
}

/** A statement with its Ed25519 signature; `keyId` identifies the key. */
export interface Anchor extends AnchorStatement {
  readonly keyId: string;
  readonly signature: string;
}

/** What an event contributes to the rolling hash; its chain hash covers its content. */
export interface Leaf extends Head {
  readonly id: string;
}

/** Adds one event to the hash of the log; `previous` is empty before the first. */
export const rollLog = (previous: string, { stream, revision, id, hash: chain }: Leaf): string =>
  hash('sha256', `${previous}\n${stream}\n${revision}\n${id}\n${chain}`, 'base64url');

/** Digests heads one by one, in ascending order of stream name (by code unit). */
export class HeadsDigest {
  private readonly digest = createHash('sha256');

  add({ stream, revision, hash: chain }: Head): void {
    this.digest.update(`${stream}\n${revision}\n${chain}\n`);
  }

  done(): string {
    return this.digest.digest('base64url');
  }
}

/** The signed text: RFC 8785 JSON, so that anyone can verify an exported anchor. */
export function anchorText(anchor: AnchorStatement): string {
  return canonicalJson({
    events: anchor.events,
    heads_digest: anchor.headsDigest,
    log_hash: anchor.logHash,
    n: anchor.n,
    position: formatPosition(anchor.position),
    previous: anchor.previous,
    scrip_anchor: 1,
    signed_at: formatInstant(anchor.signedAt),
  });
}

/** Digest of an anchor, which the next one holds as `previous`. */
export const anchorDigest = (anchor: Anchor): string =>
  hash('sha256', `${anchorText(anchor)}\n${anchor.signature}`, 'base64url');

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;
/** The same wrapping of a bare public key. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const PUBLIC_BYTES = 32;

/** A key that signs and verifies anchors, or only verifies them. */
export class AnchorKey {
  private constructor(
    private readonly privateKey: KeyObject | undefined,
    private readonly publicKey: KeyObject,
    /** First 16 characters of the public key's SHA-256. */
    readonly id: string,
  ) {}

  /** From 32 bytes of seed in base64; throws otherwise. */
  static fromSeed(base64: string): AnchorKey {
    const seed = Buffer.from(base64.trim(), 'base64');
    if (seed.length !== SEED_BYTES) throw new Error('an anchor key is 32 bytes in base64');
    const der = Buffer.concat([PKCS8_ED25519, seed]);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return AnchorKey.of(createPublicKey(privateKey), privateKey);
  }

  /** A key that only verifies, from the 32 bytes of the public key in base64; throws otherwise. */
  static fromPublic(base64: string): AnchorKey {
    const bytes = Buffer.from(base64.trim(), 'base64');
    if (bytes.length !== PUBLIC_BYTES) throw new Error('a public key is 32 bytes in base64');
    const der = Buffer.concat([SPKI_ED25519, bytes]);
    return AnchorKey.of(createPublicKey({ key: der, format: 'der', type: 'spki' }), undefined);
  }

  private static of(publicKey: KeyObject, privateKey: KeyObject | undefined): AnchorKey {
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    return new AnchorKey(privateKey, publicKey, hash('sha256', spki, 'hex').slice(0, 16));
  }

  /** Signs a statement; throws if this key only verifies. */
  sign(statement: AnchorStatement): Anchor {
    if (!this.privateKey) throw new Error('this key checks signatures and makes none');
    const signature = sign(null, Buffer.from(anchorText(statement)), this.privateKey);
    return { ...statement, keyId: this.id, signature: signature.toString('base64url') };
  }

  /** Whether this key signed exactly this statement. */
  verifies(anchor: Anchor): boolean {
    const signature = Buffer.from(anchor.signature, 'base64url');
    return verify(null, Buffer.from(anchorText(anchor)), this.publicKey, signature);
  }

  /** The bare public key in base64, as `fromPublic` reads it. */
  publicBase64(): string {
    const spki = this.publicKey.export({ format: 'der', type: 'spki' });
    return spki.subarray(-PUBLIC_BYTES).toString('base64');
  }

  /** The public key as PEM, for verifying exported anchors elsewhere. */
  publicPem(): string {
    return this.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }
}
