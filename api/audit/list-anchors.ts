import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { anchorText, type Anchor } from '../../platform/anchors/anchor.js';
import { anchorsAfter } from '../../platform/anchors/anchor-table.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { afterKey, CountKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { InstantText } from '../shapes/time.js';
import { PositionText } from '../shapes/position.js';

/** A signed statement of what the log held, for storing elsewhere. */
export const AnchorAnswer = z
  .object({
    n: z.number().int(),
    position: PositionText,
    events: z.number().int(),
    log_hash: z.string(),
    signed_at: InstantText,
    key_id: z.string(),
    statement: z.string().describe('The text that was signed (RFC 8785 JSON).'),
    signature: z.string().describe('Ed25519 over `statement`, base64url.'),
  })
  .meta({ id: 'Anchor' });
export type AnchorAnswer = z.output<typeof AnchorAnswer>;

const Key = z.tuple([CountKey]);

/** Lists anchors, oldest first. */
@Injectable()
export class ListAnchors {
  constructor(private readonly pool: Pool) {}

  async execute(request: PageRequest): Promise<Page<AnchorAnswer>> {
    const [after] = afterKey(request, Key) ?? [0];
    const found = await anchorsAfter(this.pool, after, request['page[size]'] + 1);
    const { data, meta } = page(found, request, ({ n }) => [n]);
    return { data: data.map(presentAnchor), meta };
  }
}

const presentAnchor = (anchor: Anchor): AnchorAnswer => ({
  n: anchor.n,
  position: formatPosition(anchor.position),
  events: anchor.events,
  log_hash: anchor.logHash,
  signed_at: formatInstant(anchor.signedAt),
  key_id: anchor.keyId,
  statement: anchorText(anchor),
  signature: anchor.signature,
});
