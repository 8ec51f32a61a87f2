import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { afterKey, CountKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { RateAnswer } from './present-rate.js';
import {
  presentProposal,
  ProposalOf,
  proposalOf,
  type ProposalColumns,
} from '../catalogue/proposal-of.js';
import { VersionStatus, versionStatus } from '../catalogue/version-status.js';
import { EventId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';

/** A rate in a list, with its end and publisher. */
export const ListedRate = RateAnswer.extend({
  status: VersionStatus,
  effective_to: InstantText.nullable(),
  actor: z.string(),
  proposal: ProposalOf,
  event_id: EventId,
}).meta({ id: 'ListedRate' });
export type ListedRate = z.input<typeof ListedRate>;

/** A row of `read.rates`. */
export interface RateRow {
  readonly model_id: string;
  readonly version: number;
  readonly effective_from: Date | null;
  readonly effective_to: Date | null;
  readonly input_per_million: string | null;
  readonly cached_input_per_million: string | null;
  readonly output_per_million: string | null;
  readonly reasoning_per_million: string | null;
  readonly per_image: string | null;
  readonly per_request: string | null;
  readonly minimum: string | null;
  readonly mode_multipliers: Record<string, string>;
  readonly complexity_multipliers: Record<string, string>;
  readonly outcome_multipliers: Record<string, string>;
  readonly published_at: Date;
  readonly actor: string;
  readonly event_id: string;
}

const After = z.tuple([CountKey]);

/** Lists the rates of a model, newest first. */
@Injectable()
export class ListRates {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async execute(modelId: string, request: PageRequest): Promise<Page<ListedRate>> {
    const [before] = afterKey(request, After) ?? [null];
    const { rows } = await this.pool.query<RateRow & ProposalColumns>(
      `SELECT * FROM read.rates ${proposalOf('rates')}
       WHERE model_id = $1 AND ($2::int IS NULL OR version < $2)
       ORDER BY version DESC LIMIT $3`,
      [modelId, before, request['page[size]'] + 1],
    );
    const listed = page(rows, request, ({ version }) => [version]);
    const now = this.clock.now();
    return { ...listed, data: listed.data.map((row) => present(row, now)) };
  }
}

function present(row: RateRow & ProposalColumns, now: Instant): ListedRate {
  const end = row.effective_to;
  return {
    ...presentRateRow(row),
    status: versionStatus(row, now),
    effective_to: end === null ? null : formatInstant(end.getTime()),
    actor: row.actor,
    proposal: presentProposal(row),
    event_id: row.event_id,
  };
}

/** Presents a rate as it stands in the read model. */
export function presentRateRow(row: RateRow): RateAnswer {
  const price = (micro: string | null) => (micro === null ? null : formatCredits(BigInt(micro)));
  const start = row.effective_from;
  return {
    model_id: row.model_id,
    version: row.version,
    effective_from: start === null ? null : formatInstant(start.getTime()),
    published_at: formatInstant(row.published_at.getTime()),
    per_million: {
      input: price(row.input_per_million),
      cached_input: price(row.cached_input_per_million),
      output: price(row.output_per_million),
      reasoning: price(row.reasoning_per_million),
    },
    per_image: price(row.per_image),
    per_request: price(row.per_request),
    minimum: price(row.minimum),
    mode_multipliers: row.mode_multipliers,
    complexity_multipliers: row.complexity_multipliers,
    outcome_multipliers: row.outcome_multipliers,
  };
}
