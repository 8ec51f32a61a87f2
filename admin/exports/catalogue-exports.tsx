import { answerOf, api } from '../lib/api.js';
import { AS_CSV } from './as-csv.js';
import { ExportButton } from './export-button.js';

const include = 'upcoming';

/** Plans that are sold now and those to come, as the catalogue lists them. */
export function ExportPlans() {
  const read = () => answerOf(api.GET('/v1/plans', { params: { query: { include } }, ...AS_CSV }));
  return <ExportButton subject="catalogue" name="plans" read={read} />;
}

/** Packs that are sold now and those to come, as the catalogue lists them. */
export function ExportPacks() {
  const read = () => answerOf(api.GET('/v1/packs', { params: { query: { include } }, ...AS_CSV }));
  return <ExportButton subject="catalogue" name="packs" read={read} />;
}

/** All models. */
export function ExportModels() {
  const read = () => answerOf(api.GET('/v1/models', AS_CSV));
  return <ExportButton subject="catalogue" name="models" read={read} />;
}

/** Every rate of a model. */
export function ExportRates({ id }: { readonly id: string }) {
  const params = { path: { model_id: id } };
  const read = () => answerOf(api.GET('/v1/models/{model_id}/rates', { params, ...AS_CSV }));
  return <ExportButton subject="catalogue" name={`${id} rates`} read={read} />;
}
