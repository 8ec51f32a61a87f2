import { numberCell, textCell } from '../exports/csv.js';
import type { ListedPack, ListedPlan } from './present-plan.js';

/** Plans, as a file; prices are whole minor units. */
export const PLAN_COLUMNS: Readonly<Record<string, (row: ListedPlan) => string>> = {
  plan: (row) => textCell(row.plan),
  version: (row) => numberCell(row.version),
  status: (row) => textCell(row.status),
  name: (row) => textCell(row.name),
  effective_from: (row) => numberCell(row.effective_from),
  effective_to: (row) => numberCell(row.effective_to ?? ''),
  price_minor: (row) => numberCell(row.price.minor),
  currency: (row) => textCell(row.price.currency),
  credits: (row) => numberCell(row.credits),
  seats: (row) => numberCell(row.seats),
  priority_support: (row) => textCell(String(row.priority_support)),
  published_at: (row) => numberCell(row.published_at),
  actor: (row) => textCell(row.actor),
};

/** Packs, as a file; prices are whole minor units. */
export const PACK_COLUMNS: Readonly<Record<string, (row: ListedPack) => string>> = {
  pack: (row) => textCell(row.pack),
  version: (row) => numberCell(row.version),
  status: (row) => textCell(row.status),
  name: (row) => textCell(row.name),
  description: (row) => textCell(row.description),
  effective_from: (row) => numberCell(row.effective_from),
  effective_to: (row) => numberCell(row.effective_to ?? ''),
  kind: (row) => textCell(row.kind),
  price_minor: (row) => numberCell(row.price?.minor ?? ''),
  least_minor: (row) => numberCell(row.least?.minor ?? ''),
  most_minor: (row) => numberCell(row.most?.minor ?? ''),
  currency: (row) => textCell((row.price ?? row.least)?.currency ?? null),
  credits: (row) => numberCell(row.credits ?? ''),
  credits_per_unit: (row) => numberCell(row.credits_per_unit ?? ''),
  published_at: (row) => numberCell(row.published_at),
  actor: (row) => textCell(row.actor),
};
