import type Stripe from 'stripe';
import { patiently } from './client.js';

const PAGE_SIZE = 100;

/** Where a page of a list begins, and how long it is. */
export interface PageParams {
  readonly limit: number;
  readonly starting_after?: string;
}

/** Reads a list of Stripe page by page until `signal` aborts. Throws a StripeError. */
export async function* pagesOf<Item extends { readonly id: string }>(
  list: (page: PageParams) => PromiseLike<Stripe.ApiList<Item>>,
  signal?: AbortSignal,
): AsyncGenerator<readonly Item[]> {
  let after: string | undefined;
  for (let isMore = true; isMore;) {
    signal?.throwIfAborted();
    const from = after === undefined ? {} : { starting_after: after };
    const { data, has_more } = await patiently(async () => list({ limit: PAGE_SIZE, ...from }));
    yield data;
    after = data.at(-1)?.id;
    isMore = has_more && after !== undefined;
  }
}

/** Reads a whole list. Throws a StripeError. */
export async function allOf<Item extends { readonly id: string }>(
  list: (page: PageParams) => PromiseLike<Stripe.ApiList<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pagesOf(list)) all.push(...page);
  return all;
}
