import { describe } from '@jest/globals';
import type { consolePages } from '../../support/console.js';
import { deliveryStories } from './deliveries.js';
import { endpointStories } from './endpoints.js';
import { webhooksFitEverybody } from './everybody.js';
import { webhookPages } from './webhook-pages.js';

/** Stories of webhooks, on the console's product. */
export function webhookStories(pages: ReturnType<typeof consolePages>): void {
  describe('webhooks', () => {
    const withWorker = webhookPages(pages);
    endpointStories(withWorker);
    deliveryStories(withWorker);
    webhooksFitEverybody(withWorker);
  });
}
