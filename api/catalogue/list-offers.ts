import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import type { PackAnswer, PlanAnswer } from './present-plan.js';

interface PlanRow {
  readonly plan: string;
  readonly version: number;
  readonly effective_from: Date;
  readonly name: string;
  readonly price_minor: string;
  readonly currency: string;
  readonly credits: string;
  readonly seats: number;
  readonly priority_support: boolean;
}

interface PackRow {
  readonly pack: string;
  readonly version: number;
  readonly effective_from: Date;
  readonly name: string;
  readonly description: string;
  readonly kind: 'fixed' | 'custom';
  readonly currency: string;
  readonly price_minor: string | null;
  readonly credits: string | null;
  readonly least_minor: string | null;
  readonly most_minor: string | null;
  readonly credits_per_major_unit: string | null;
}

/** Versions to list: those in force at an instant, or all. */
export type Shown = { readonly at: Instant } | 'all versions';

const After = z.tuple([z.string(), z.number().int()]);

/** Lists plans and packs by name, newest version first. */
@Injectable()
export class ListOffers {
  constructor(private readonly pool: Pool) {}

  async plans(request: PageRequest, shown: Shown): Promise<Page<PlanAnswer>> {
    const rows = await this.rows<PlanRow>('plans', 'plan', request, shown);
    const listed = page(rows, request, ({ plan, version }) => [plan, version]);
    return { ...listed, data: listed.data.map(planOf) };
  }

  async packs(request: PageRequest, shown: Shown): Promise<Page<PackAnswer>> {
    const rows = await this.rows<PackRow>('packs', 'pack', request, shown);
    const listed = page(rows, request, ({ pack, version }) => [pack, version]);
    return { ...listed, data: listed.data.map(packOf) };
  }

  private async rows<Row extends PlanRow | PackRow>(
    table: 'plans' | 'packs',
    name: 'plan' | 'pack',
    request: PageRequest,
    shown: Shown,
  ): Promise<Row[]> {
    const [afterName, afterVersion] = afterKey(request, After) ?? ['', 0];
    const at = shown === 'all versions' ? null : new Date(shown.at);
    const { rows } = await this.pool.query<Row>(
      `SELECT o.* FROM read.${table} o
       WHERE (o.${name} COLLATE "C", -o.version) > ($1, -$2::int)
         AND ($3::timestamptz IS NULL OR o.version = (
           SELECT max(v.version) FROM read.${table} v
           WHERE v.${name} = o.${name} AND v.effective_from <= $3))
       ORDER BY o.${name} COLLATE "C", o.version DESC LIMIT $4`,
      [afterName, afterVersion, at, request['page[size]'] + 1],
    );
    return rows;
  }
}

const credits = (micro: string | null) => (micro === null ? null : formatCredits(BigInt(micro)));

const planOf = (row: PlanRow): PlanAnswer => ({
  plan: row.plan,
  version: row.version,
  effective_from: formatInstant(row.effective_from.getTime()),
  name: row.name,
  price: { minor: Number(row.price_minor), currency: row.currency },
  credits: formatCredits(BigInt(row.credits)),
  seats: row.seats,
  priority_support: row.priority_support,
});

function packOf(row: PackRow): PackAnswer {
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
  };
}
