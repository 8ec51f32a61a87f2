// The few lines that stand in for a framework.

type Child = Node | string | null | undefined;

/** What an element is made with: attributes, `class`, and listeners as `onclick`. */
type Props = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>;

/** An element with attributes, listeners and children; text is text, never HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing, or a part of one. */
export function svg(
  tag: string,
  props: Readonly<Record<string, string>>,
  ...children: readonly SVGElement[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...children);
  if (element instanceof SVGElement) return element;
  throw new Error(`${tag} is no part of a drawing`);
}

/** The element of the page with this id. Throws when the page is another one. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`the page has no ${id}`);
}

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const TINY = 0.01;

/** `"7.245"` → `7.25`: for reading; the exact figure stands in the details. */
export function amount(text: string): string {
  const value = Number(text);
  return value > 0 && value < TINY ? '<0.01' : FINE.format(value);
}

/** `"1"` → `1 credit`, `"7.245"` → `7.25 credits`. */
export const credits = (text: string): string => {
  const written = amount(text);
  return `${written} ${written === '1' ? 'credit' : 'credits'}`;
};

/** A whole number as people write it. */
export const count = (value: number): string => WHOLE.format(value);

/** `2026-12-01T00:00:00Z` → `1 December 2026`, in the viewer's zone. */
export const date = (instant: string): string =>
  new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `{ minor: 1000, currency: "usd" }` → `$10`. */
export const money = ({ minor, currency }: { minor: number; currency: string }): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(minor / 100);
