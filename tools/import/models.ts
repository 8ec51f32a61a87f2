import { z } from 'zod';
import { ModelId } from '../../domain/model/commands.js';
import { expectBody } from '../lib/answer.js';
import type { Client } from '../lib/client.js';
import { counted } from '../lib/words.js';

const Model = z.object({ rate: z.unknown() });

/** Those of an import's models that Scrip does not know, or that have no price. */
export async function modelsWithoutRate(
  client: Client,
  models: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  for (const model of models) {
    if (!(await hasRate(client, model))) missing.add(model);
  }
  return missing;
}

async function hasRate(client: Client, model: string): Promise<boolean> {
  const answer = await client.call('GET', `/v1/models/${encodeURIComponent(model)}`);
  if (answer.status === 404 || answer.status === 422) return false;
  return expectBody(answer, Model, `model ${model}`).rate !== null;
}

/**
 * Says which models have no rate, and how they get one. `rows` counts the rows of each; a model of
 * no row is that of `--model`.
 */
export function withoutRateText(
  missing: ReadonlySet<string>,
  rows: ReadonlyMap<string, number>,
  url: string,
): string {
  const names = [...missing];
  const listed = names.map((model) => {
    const count = rows.get(model);
    const where = count === undefined ? '--model' : counted(count, 'row');
    return `${JSON.stringify(model)} (${where})`;
  });
  const first = names.find((model) => ModelId.safeParse(model).success);
  const create =
    first === undefined ? '' : `, or register each and publish a rate:\n${howToCreate(url, first)}`;
  return (
    `models without a rate: ${listed.join(', ')}\n` +
    `Name them as Scrip does (--map-models theirs=ours)${create}`
  );
}

/** What to type, with a name that can be a model's: text of a file must not come into a shell. */
function howToCreate(url: string, model: string): string {
  const headers = `-H "authorization: Bearer $SCRIP_API_KEY" -H 'content-type: application/json'`;
  return [
    `  curl -X PUT ${url}/v1/models/${model} ${headers} -H 'idempotency-key: model-${model}' \\`,
    `       -d '{"name":"${model}"}'`,
    `  curl -X POST ${url}/v1/models/${model}/rates ${headers} -H 'idempotency-key: rate-1' \\`,
    `       -d '{"per_million":{"input":"75","output":"375"}}'`,
  ].join('\n');
}
