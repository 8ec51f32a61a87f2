import type { consolePages } from '../support/console.js';

/** Three models with rates of two digits and of six. */
export async function priceModels(pages: ReturnType<typeof consolePages>): Promise<void> {
  for (const [id, input] of [
    ['model-a', '10'],
    ['model-b', '20.5'],
    ['model-c', '0.000003'],
  ] as const) {
    const put = pages.theProduct().put(`/v1/models/${id}`).set('idempotency-key', id);
    await put.send({ name: id }).expect(200);
    await pages.post(`/v1/models/${id}/rates`, { per_million: { input, output: input } });
  }
}
