import { newKey, type TestProduct } from './app.js';

/** Registers a model and publishes its first rate, in credits per million tokens. */
export async function publishModel(
  product: TestProduct,
  model: string,
  perMillion: Readonly<Record<string, string>>,
): Promise<void> {
  const put = product.put(`/v1/models/${model}`).set('idempotency-key', newKey());
  await put.send({ name: model }).expect(200);
  const publish = product.post(`/v1/models/${model}/rates`).set('idempotency-key', newKey());
  await publish.send({ per_million: perMillion }).expect(201);
}

/** The figures that an import ends with, by their names. */
export const summaryOf = (stdout: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stdout.split('\n').flatMap((line) => {
      const match = /^(rows|imported|would be sent|already there|refused|credits) {2,}(\S+)/.exec(
        line,
      );
      return match ? [[match[1] ?? '', match[2] ?? '']] : [];
    }),
  );
