import { expect } from '@jest/globals';
import type axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Minified, as it is sent to each document. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rules about colours: all that can differ where a page is only drawn in another theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What is fading in has colours of neither before nor after; it begins a frame or two after its
 * cause, and one may begin as another ends. What never ends is let go on.
 */
const SETTLED = `(async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const endless = ({ effect }) => effect.getComputedTiming().endTime === Infinity;
  for (let turn = 0; turn < 20; turn += 1) {
    await frame();
    await frame();
    const going = document.getAnimations().filter((each) => !endless(each));
    if (going.length === 0) return;
    await Promise.allSettled(going.map(({ finished }) => finished));
  }
})()`;

/** Fails with what axe finds on a page once it has settled, open shadow roots included. */
export async function demandAccessible(
  page: Page,
  where: string,
  without: string[] = [],
): Promise<void> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  await demandNone(page, where, { runOnly: { type: 'tag', values: TAGS }, rules });
}

/** The same of its colours alone, where all else of the page was looked at before. */
export async function demandReadable(page: Page, where: string): Promise<void> {
  await demandNone(page, where, { runOnly: { type: 'rule', values: COLOUR_RULES } });
}

/** A document keeps axe: the console is one for all its pages. */
async function demandNone(page: Page, where: string, options: axe.RunOptions): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  await page.evaluate(SETTLED);
  const asked = JSON.stringify({ ...options, resultTypes: ['violations'] });
  const { violations } = (await page.evaluate(`axe.run(document, ${asked})`)) as axe.AxeResults;
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
  expect({ where, found }).toEqual({ where, found: [] });
}

/**
 * Fails where a page that is shown in the system's colours keeps some of its own. axe cannot tell:
 * it reads words as the sheet colours them, on the ground that the system gives them. So: nothing
 * opts out, but what then has a pair of colours that is the system's too.
 */
export async function demandSystemColours(page: Page): Promise<void> {
  const { pair, kept } = (await page.evaluate(`(() => {
    const probe = document.createElement('p');
    probe.style.cssText = 'forced-color-adjust: none; color: HighlightText; background: Highlight';
    document.body.append(probe);
    const coloursOf = (element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return element.innerText ? [backgroundColor, color] : [backgroundColor];
    };
    const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
      [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    const kept = all(document).filter((element) => element !== probe
      && getComputedStyle(element).forcedColorAdjust === 'none');
    const { color, backgroundColor } = getComputedStyle(probe);
    return { pair: [backgroundColor, color], kept: kept.map(coloursOf) };
  })()`)) as { pair: string[]; kept: string[][] };
  expect(kept).toEqual(kept.map((colours) => pair.slice(0, colours.length)));
}

/** Fails when a page has to be scrolled sideways. */
export async function demandNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(
    '[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]',
  );
  const [content, view] = widths as [number, number];
  expect(content).toBeLessThanOrEqual(view);
}

/** Fails where something is cut off, or stands beyond the edge of the screen. */
export async function demandNothingCut(page: Page): Promise<void> {
  const cut = await page.evaluate(`(() => {
    const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
      [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    // A select has its own way to show what does not fit: the facts below it say the rest.
    const seen = all(document).filter((element) => element instanceof HTMLElement
      && !element.matches('select, select *, .hidden, .hidden *')
      && element.checkVisibility());
    const isCut = (element) => getComputedStyle(element).overflowX !== 'visible'
      && element.scrollWidth > element.clientWidth + 1;
    const isBeyond = (element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > document.documentElement.clientWidth + 1;
    };
    return seen.filter((element) => isCut(element) || isBeyond(element))
      .map((element) => element.localName + '.' + element.className + ': ' + element.innerText);
  })()`);
  expect(cut).toEqual([]);
}
