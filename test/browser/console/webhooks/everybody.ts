import { it } from '@jest/globals';
import { demandFit } from '../fits-everybody.js';
import type { WebhookPages } from './webhook-pages.js';

/** Holds the pages of webhooks, with deliveries in them, to be usable by everybody. */
export function webhooksFitEverybody(pages: WebhookPages): void {
  const { register, operator } = pages;
  it('fit a phone, both themes and another language', async () => {
    const { id, ping } = await register(['plan.changed', 'credits.lot.expiring']);
    const delivery = await ping('succeeded');
    const paths = ['', `/${id}`, `/${id}/deliveries/${delivery}`];
    await demandFit(
      pages,
      paths.map((path) => `/webhooks${path}`),
      operator(),
    );
  });
}
