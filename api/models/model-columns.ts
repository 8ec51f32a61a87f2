import { numberCell, textCell } from '../exports/csv.js';
import type { ListedRate } from './list-rates.js';
import type { ListedModel } from './present-model.js';

/** All models, as a file. */
export const MODEL_COLUMNS: Readonly<Record<string, (row: ListedModel) => string>> = {
  model_id: (row) => textCell(row.model_id),
  name: (row) => textCell(row.name),
  description: (row) => textCell(row.description),
  provider: (row) => textCell(row.provider),
  speed: (row) => numberCell(row.speed ?? ''),
  quality: (row) => numberCell(row.quality ?? ''),
  status: (row) => textCell(row.status),
  retired_at: (row) => numberCell(row.retired_at ?? ''),
};

/** Every rate of a model, as a file; prices are in credits. */
export const RATE_COLUMNS: Readonly<Record<string, (row: ListedRate) => string>> = {
  model_id: (row) => textCell(row.model_id),
  version: (row) => numberCell(row.version),
  status: (row) => textCell(row.status),
  effective_from: (row) => numberCell(row.effective_from ?? ''),
  effective_to: (row) => numberCell(row.effective_to ?? ''),
  input_per_million: (row) => numberCell(row.per_million.input ?? ''),
  cached_input_per_million: (row) => numberCell(row.per_million.cached_input ?? ''),
  output_per_million: (row) => numberCell(row.per_million.output ?? ''),
  reasoning_per_million: (row) => numberCell(row.per_million.reasoning ?? ''),
  per_image: (row) => numberCell(row.per_image ?? ''),
  per_request: (row) => numberCell(row.per_request ?? ''),
  minimum: (row) => numberCell(row.minimum ?? ''),
  mode_multipliers: (row) => factorsCell(row.mode_multipliers),
  complexity_multipliers: (row) => factorsCell(row.complexity_multipliers),
  outcome_multipliers: (row) => factorsCell(row.outcome_multipliers),
  published_at: (row) => numberCell(row.published_at),
  actor: (row) => textCell(row.actor),
  event_id: (row) => textCell(row.event_id),
};

/** `fast=2 slow=0.5` */
const factorsCell = (factors: Readonly<Record<string, string>>): string =>
  textCell(
    Object.entries(factors)
      .map(([name, factor]) => `${name}=${factor}`)
      .join(' '),
  );
