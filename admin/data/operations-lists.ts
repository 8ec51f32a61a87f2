import { answerOf, api, type Schemas } from '../lib/api.js';
import { pageOf, queryOf, type Question, type Read } from './list.js';

/** A key of the API, as a row. */
export type ApiKeyRow = Schemas['ApiKey'];
/** A message on its way to a webhook endpoint, as a row. */
export type DeliveryRow = Schemas['WebhookDelivery'];

/** Lists about how Scrip is run, by the name of their resource. */
export const OPERATIONS_LISTS: readonly (readonly [string, Read])[] = [
  ['api-keys', readApiKeys],
  ['webhook-deliveries', readDeliveries],
];

async function readApiKeys({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/api-keys', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ id }) => id);
}

/** The page of an endpoint always narrows by it; the API has it in the path. */
async function readDeliveries({ signal, filter, ...question }: Question) {
  const { endpoint_id = '', ...others } = filter;
  const params = { path: { endpoint_id }, query: queryOf({ ...question, filter: others }) };
  const path = '/v1/webhook-endpoints/{endpoint_id}/deliveries';
  const call = api.GET(path, { params, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ id }) => id);
}
