import type { Pool } from 'pg';
import { anchorDigest, type Anchor, type AnchorKey } from '../../platform/anchors/anchor.js';
import { anchorAt, anchorsAfter, storedHeadsDigest } from '../../platform/anchors/anchor-table.js';
import type { Finding } from './finding.js';

const ANCHORS_PER_PAGE = 200;

/** An anchor and its finding, if any. */
export interface CheckedAnchor {
  readonly anchor: Anchor;
  readonly finding: Finding | undefined;
}

/** Checks every anchor by itself and against its predecessor, in order. */
export async function* checkAnchors(pool: Pool, key: AnchorKey): AsyncGenerator<CheckedAnchor> {
  let before: Anchor | undefined;
  for (;;) {
    const page = await anchorsAfter(pool, before?.n ?? 0, ANCHORS_PER_PAGE);
    for (const anchor of page) {
      yield { anchor, finding: follows(anchor, before) ?? (await whole(pool, key, anchor)) };
      before = anchor;
    }
    if (page.length < ANCHORS_PER_PAGE) return;
  }
}

/** Checks the anchor of a stream's newest signed head. */
export async function checkAnchor(
  pool: Pool,
  key: AnchorKey,
  n: number,
): Promise<Finding | undefined> {
  const anchor = await anchorAt(pool, n);
  return anchor ? whole(pool, key, anchor) : missing(n);
}

const missing = (n: number): Finding => ({
  code: 'anchor_missing',
  message: `anchor ${n} is not there any more`,
  anchor: n,
});

function follows(anchor: Anchor, before: Anchor | undefined): Finding | undefined {
  const expected = (before?.n ?? 0) + 1;
  if (anchor.n !== expected) return missing(expected);
  const previous = before ? anchorDigest(before) : '';
  if (anchor.previous === previous) return undefined;
  const message = `anchor ${anchor.n} does not follow the anchor before it`;
  return { code: 'anchor_invalid', message, anchor: anchor.n };
}

async function whole(pool: Pool, key: AnchorKey, anchor: Anchor): Promise<Finding | undefined> {
  const invalid = (message: string): Finding => ({
    code: 'anchor_invalid',
    message,
    anchor: anchor.n,
  });
  if (anchor.keyId !== key.id) {
    return invalid(`anchor ${anchor.n} was signed with the key ${anchor.keyId}, ours is ${key.id}`);
  }
  if (!key.verifies(anchor)) return invalid(`the signature of anchor ${anchor.n} is not its own`);
  if ((await storedHeadsDigest(pool, anchor.n)) === anchor.headsDigest) return undefined;
  return invalid(`the heads of anchor ${anchor.n} are not those that were signed`);
}
