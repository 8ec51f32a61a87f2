import { describe, it } from '@jest/globals';
import { PSEUDO } from '../../../../admin/i18n/pseudo.js';
import { demandAccessible, demandNoSidewaysScroll } from '../../support/axe.js';
import { settled, type Visited } from '../../support/console.js';
import type { WebhookPages } from './webhook-pages.js';

/** Holds the pages of webhooks, with deliveries in them, to be usable by everybody. */
export function webhooksFitEverybody({ visit, register, operator }: WebhookPages): void {
  describe('the pages of webhooks', () => {
    it.each(['light', 'dark'] as const)(
      'can be used by everybody in %s, on a phone and in the pseudo-locale',
      async (colorScheme) => {
        const { id, ping } = await register(['plan.changed', 'credits.lot.expiring']);
        const delivery = await ping('succeeded');
        for (const path of ['', `/${id}`, `/${id}/deliveries/${delivery}`]) {
          const wide = async ({ page }: Visited) => {
            await settled(page);
            await demandAccessible(page, `${path}, ${colorScheme}`);
          };
          await visit(`/webhooks${path}`, wide, { colorScheme }, operator());
          const narrow = async ({ page, texts }: Visited) => {
            await settled(page);
            await texts.demandNone();
            await demandNoSidewaysScroll(page);
            await demandAccessible(page, `${path}, narrow, ${colorScheme}`);
          };
          const phone = { viewport: { width: 375, height: 800 }, locale: PSEUDO, colorScheme };
          await visit(`/webhooks${path}`, narrow, phone, operator());
        }
      },
      60_000,
    );
  });
}
