import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with what axe finds on a page as it stands, open shadow roots included. */
export async function demandAccessible(
  page: Page,
  where: string,
  without: string[] = [],
): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(RULES).disableRules(without);
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
  expect({ where, found }).toEqual({ where, found: [] });
}

/** Fails when a page has to be scrolled sideways. */
export async function demandNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(
    '[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]',
  );
  const [content, view] = widths as [number, number];
  expect(content).toBeLessThanOrEqual(view);
}
