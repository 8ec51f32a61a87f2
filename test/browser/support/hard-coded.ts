import { expect } from '@jest/globals';
import type { Page, Response } from 'playwright-core';

/** Words that are no text of ours: names, times and spans as browsers write them, what is typed. */
const NAMES = new Set(
  'Scrip CSV JSON UTC GMT AM PM TOTP PostgreSQL Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec second seconds minute minutes hour hours day days'
    .toLowerCase()
    .split(' '),
);
const WORD = /[A-Za-z]{2,}/g;

/** Who is signed in, names, and the one thing that is open: asked for once for several pages. */
const ASKED_ONCE = /^\/v1\/(me|plans|packs|models|webhook-endpoints|[a-z-]+\/[^/]+)$/;

/** In code, keys and raw data stands what the server said. */
const SHOWN = `(() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest('pre, code, kbd, script, style, noscript')) {
      texts.push(node.data);
    }
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) {
    for (const each of document.querySelectorAll('[' + name + ']')) {
      if (!each.closest('pre, code')) texts.push(each.getAttribute(name));
    }
  }
  return texts;
})()`;

/** What a page of the pseudo-locale has that is neither accented nor from the server. */
export class HardCoded {
  private answers: { readonly path: string; readonly values: Promise<string> }[] = [];

  constructor(private readonly page: Page) {
    page.on('response', (response) => this.hear(response));
  }

  async demandNone(): Promise<void> {
    // The texts first: what the page shows was answered before.
    const texts: string[] = await this.page.evaluate(SHOWN);
    // Ids stand in the address before the server knows of them.
    const said = [this.page.url(), ...(await this.answered())].join('\n').toLowerCase();
    // The page is in the pseudo-locale.
    expect(texts.join(' ')).toMatch(/[àéîñöš]/);
    const ours = texts.filter((text) =>
      (text.match(WORD) ?? []).some((word) => !isName(word) && !said.includes(word.toLowerCase())),
    );
    expect([...new Set(ours)]).toEqual([]);
  }

  /** Another page of the console is opened: what the server said to this one is none of its. */
  turnPage(): void {
    this.answers = this.answers.filter(({ path }) => ASKED_ONCE.test(path));
  }

  private readonly answered = () => Promise.all(this.answers.map(({ values }) => values));

  private hear(response: Response): void {
    const path = new URL(response.url()).pathname;
    if (!path.startsWith('/v1/')) return;
    if (!response.headers()['content-type']?.includes('json')) return;
    const values = response.json().then(valuesOf, () => '');
    this.answers.push({ path, values });
  }
}

const isName = (word: string): boolean => NAMES.has(word.toLowerCase());

/** Fields whose own fields have names that people, or a record of an action, chose. */
const NAMED = ['detail', 'targets', 'mode_multipliers', 'complexity_multipliers'];

/** Every text in an answer, without the names of most fields. */
function valuesOf(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  if (typeof answer !== 'object' || answer === null) return '';
  return Object.entries(answer)
    .map(([name, value]) => valuesOf(value) + (NAMED.includes(name) ? namesOf(value) : ''))
    .join('\n');
}

const namesOf = (value: unknown): string => Object.keys(Object(value)).join('\n');
