import { createHash, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { formatPosition } from '../event-store/records/metadata.js';

/** The hash that stored metadata claims for its event; empty when it claims none. */
export function claimedHash(metadata: unknown): string {
  if (typeof metadata !== 'object' || metadata === null || !('hash' in metadata)) return '';
  return typeof metadata.hash === 'string' ? metadata.hash : '';
}

/** The last event of a stream that an anchor covers. */
export interface Head {
  readonly stream: string;
  readonly revision: number;
  /** The event's own chain hash. */
  readonly hash: string;
}

/** What an anchor states: this, and nothing else, was the log up to `position`. */
export interface AnchorStatement {
  /** 1, 2, 3 … without gaps. */
  readonly n: number;
  readonly position: bigint;
  /** Events of ours from the beginning of the log up to `position`. */
  readonly events: number;
  /** Rolling hash over all of them, in the order of the log. */
  readonly logHash: string;
  /** Digest of the heads of the streams that grew since the anchor before. */
  readonly headsDigest: string;
  /** `anchorDigest` of the anchor before; empty for the first. */
  readonly previous: string;
  readonly signedAt: Instant;
}

/** A statement under an Ed25519 signature; `keyId` says by which key. */
export interface Anchor extends AnchorStatement {
  readonly keyId: string;
  readonly signature: string;
}

/** What an event adds to the rolling hash. Its content is covered by its chain hash. */
export interface Leaf extends Head {
  readonly id: string;
}

/** Rolls one more event into the hash of the log; `previous` is empty before the first. */
export const rollLog = (previous: string, { stream, revision, id, hash: chain }: Leaf): string =>
  hash('sha256', `${previous}\n${stream}\n${revision}\n${id}\n${chain}`, 'base64url');

/** Digests heads one by one, in ascending order of their stream's name (by code unit). */
export class HeadsDigest {
  private readonly digest = createHash('sha256');

  add({ stream, revision, hash: chain }: Head): void {
    this.digest.update(`${stream}\n${revision}\n${chain}\n`);
  }

  done(): string {
    return this.digest.digest('base64url');
  }
}

/** The exact text that is signed: RFC 8785 JSON, so that anyone can check an exported anchor. */
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

/** What the next anchor names as its `previous`. */
export const anchorDigest = (anchor: Anchor): string =>
  hash('sha256', `${anchorText(anchor)}\n${anchor.signature}`, 'base64url');

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;
/** The same wrapping of a bare public key. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const PUBLIC_BYTES = 32;

/** A key that signs anchors, or only checks them. */
export class AnchorKey {
  private constructor(
    private readonly privateKey: KeyObject | undefined,
    private readonly publicKey: KeyObject,
    /** First 16 characters of the public key's SHA-256. */
    readonly id: string,
  ) {}

  /** From 32 bytes of seed as base64; throws when the text is not that. */
  static fromSeed(base64: string): AnchorKey {
    const seed = Buffer.from(base64.trim(), 'base64');
    if (seed.length !== SEED_BYTES) throw new Error('an anchor key is 32 bytes in base64');
    const der = Buffer.concat([PKCS8_ED25519, seed]);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return AnchorKey.of(createPublicKey(privateKey), privateKey);
  }

  /** A key that only checks, from the 32 bytes of the public key as base64; throws otherwise. */
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

  /** Signs a statement; throws when this key only checks. */
  sign(statement: AnchorStatement): Anchor {
    if (!this.privateKey) throw new Error('this key checks signatures and makes none');
    const signature = sign(null, Buffer.from(anchorText(statement)), this.privateKey);
    return { ...statement, keyId: this.id, signature: signature.toString('base64url') };
  }

  /** True when this key signed exactly this statement. */
  verifies(anchor: Anchor): boolean {
    const signature = Buffer.from(anchor.signature, 'base64url');
    return verify(null, Buffer.from(anchorText(anchor)), this.publicKey, signature);
  }

  /** The bare public key as base64: what `fromPublic` takes. */
  publicBase64(): string {
    const spki = this.publicKey.export({ format: 'der', type: 'spki' });
    return spki.subarray(-PUBLIC_BYTES).toString('base64');
  }

  /** The public key as PEM, for whoever checks exported anchors. */
  publicPem(): string {
    return this.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  }
}
