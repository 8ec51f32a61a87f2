import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { afterKey, CountKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import type { Caller } from '../auth/caller.js';
import { presentProposal, proposalOf, type ProposalColumns } from './proposal-of.js';
import { versionStatus } from './version-status.js';
import type { ListedPack, ListedPlan } from './present-plan.js';

interface VersionRow extends ProposalColumns {
  readonly version: number;
  readonly effective_from: Date;
  /** Start of the next version, which follows by number and in time. */
  readonly effective_to: Date | null;
  readonly name: string;
  readonly published_at: Date;
  readonly actor: string;
}

interface PlanRow extends VersionRow {
  readonly plan: string;
  readonly price_minor: string;
  readonly currency: string;
  readonly credits: string;
  readonly seats: number;
  readonly priority_support: boolean;
}

interface PackRow extends VersionRow {
  readonly pack: string;
  readonly description: string;
  readonly kind: 'fixed' | 'custom';
  readonly currency: string;
  readonly price_minor: string | null;
  readonly credits: string | null;
  readonly least_minor: string | null;
  readonly most_minor: string | null;
  readonly credits_per_major_unit: string | null;
}

/** Which versions are listed, and for whom. */
export interface Shown {
  readonly versions: 'current' | 'upcoming' | 'all';
  readonly now: Instant;
  /** Of this plan or pack alone. */
  readonly only: string | undefined;
  readonly caller: Caller;
}

const After = z.tuple([z.string(), CountKey]);

/** Lists plans and packs by name, newest version first. */
@Injectable()
export class ListOffers {
  constructor(private readonly pool: Pool) {}

  async plans(request: PageRequest, shown: Shown): Promise<Page<ListedPlan>> {
    const rows = await this.rows<PlanRow>('plans', 'plan', request, shown);
    const listed = page(rows, request, ({ plan, version }) => [plan, version]);
    return { ...listed, data: listed.data.map((row) => planOf(row, shown)) };
  }

  async packs(request: PageRequest, shown: Shown): Promise<Page<ListedPack>> {
    const rows = await this.rows<PackRow>('packs', 'pack', request, shown);
    const listed = page(rows, request, ({ pack, version }) => [pack, version]);
    return { ...listed, data: listed.data.map((row) => packOf(row, shown)) };
  }

  private async rows<Row extends PlanRow | PackRow>(
    table: 'plans' | 'packs',
    name: 'plan' | 'pack',
    request: PageRequest,
    { versions, now, only }: Shown,
  ): Promise<Row[]> {
    const [afterName, afterVersion] = afterKey(request, After) ?? ['', 0];
    const { rows } = await this.pool.query<Row>(
      `SELECT o.*, next.effective_from AS effective_to, proposal.*
       FROM read.${table} o ${proposalOf('o')}
       LEFT JOIN read.${table} next ON next.${name} = o.${name} AND next.version = o.version + 1
       WHERE (o.${name} COLLATE "C", -o.version) > ($1, -$2::int)
         AND ($3::text IS NULL OR o.${name} = $3)
         AND ($4 = 'all' OR $4 = 'upcoming' AND o.effective_from > $5 OR o.version = (
           SELECT max(v.version) FROM read.${table} v
           WHERE v.${name} = o.${name} AND v.effective_from <= $5))
       ORDER BY o.${name} COLLATE "C", o.version DESC LIMIT $6`,
      [afterName, afterVersion, only ?? null, versions, new Date(now), request['page[size]'] + 1],
    );
    return rows;
  }
}

const standing = (row: VersionRow, { caller, now }: Shown) => ({
  status: versionStatus(row, now),
  effective_to: row.effective_to === null ? null : formatInstant(row.effective_to.getTime()),
  published_at: formatInstant(row.published_at.getTime()),
  actor: caller.kind === 'widget' ? null : row.actor,
  proposal: caller.kind === 'widget' ? null : presentProposal(row),
});

const credits = (micro: string | null) => (micro === null ? null : formatCredits(BigInt(micro)));

const planOf = (row: PlanRow, shown: Shown): ListedPlan => ({
  plan: row.plan,
  version: row.version,
  effective_from: formatInstant(row.effective_from.getTime()),
  name: row.name,
  price: { minor: Number(row.price_minor), currency: row.currency },
  credits: formatCredits(BigInt(row.credits)),
  seats: row.seats,
  priority_support: row.priority_support,
  ...standing(row, shown),
});

function packOf(row: PackRow, shown: Shown): ListedPack {
  const { currency } = row;
  const money = (minor: string | null) =>
    minor === null ? null : { minor: Number(minor), currency };
  return {
    pack: row.pack,
    version: row.version,
    effective_from: formatInstant(row.effective_from.getTime()),
    name: row.name,
    description: row.description,
    kind: row.kind,
    price: money(row.price_minor),
    credits: credits(row.credits),
    least: money(row.least_minor),
    most: money(row.most_minor),
    credits_per_unit: credits(row.credits_per_major_unit),
    ...standing(row, shown),
  };
}
