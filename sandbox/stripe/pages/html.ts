/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | undefined | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** HTML in which everything put in is text, unless it is HTML of this function. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.map((text, i) => text + textOf(parts[i])).join(''));

const SIGNS: Readonly<Record<string, string>> = { usd: '$', eur: '€', gbp: '£' };

/** Cents as people read them. */
export function money(cents: number, currency: string): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const sign = `${cents < 0 ? '-' : ''}${SIGNS[currency] ?? `${currency} `}`;
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** The day of an instant, in UTC. */
export const dayOf = (seconds: number): string => DAY.format(seconds * 1_000);
