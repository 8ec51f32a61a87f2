// Draws the app that is being built. Everything is made here, of data: no HTML from anywhere.
import type { BuiltApp, DemoState, Section } from '../shared/wire.js';
import { h, svg } from './dom.js';

/** What of the state is to be seen of the app. */
type Built = Pick<DemoState, 'app' | 'published' | 'integrations'>;

/** The app in a browser's frame; an empty frame as long as there is none. */
export function drawApp({ app, published, integrations }: Built): HTMLElement {
  const address = app.version === 0 ? 'nothing here yet' : addressOf(app.name);
  const state = published === 0 ? 'draft' : published === app.version ? 'live' : 'live, older';
  return h(
    'div',
    { class: `frame accent-${app.accent}` },
    h(
      'div',
      { class: 'frame-bar' },
      h('span', { class: 'dots', 'aria-hidden': 'true' }),
      h('span', { class: 'address' }, address),
      app.version === 0 ? null : h('span', { class: `state ${published ? 'live' : ''}` }, state),
    ),
    app.version === 0 ? empty() : page(app, integrations),
  );
}

const addressOf = (name: string) =>
  `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.example`;

const empty = () =>
  h(
    'div',
    { class: 'nothing' },
    h('div', { class: 'ghost', 'aria-hidden': 'true' }, ...['a', 'b', 'c'].map(() => h('i'))),
    h('p', {}, 'Your app appears here with the first message.'),
  );

const page = ({ name, tagline, sections, picture }: BuiltApp, integrations: readonly string[]) =>
  h(
    'div',
    { class: 'built' },
    h(
      'div',
      { class: 'hero' },
      picture === 0 ? null : cover(picture),
      h('h3', {}, name),
      h('p', {}, tagline),
    ),
    ...sections.map((section, index) => {
      const isNew = index === sections.length - 1;
      return h('div', { class: `part ${section.kind} ${isNew ? 'new' : ''}` }, ...drawn(section));
    }),
    integrations.length === 0
      ? null
      : h(
          'div',
          { class: 'part connected' },
          h('h4', {}, 'Connected'),
          h('ul', {}, ...integrations.map((one) => h('li', {}, one))),
        ),
  );

/** Ridges of three made-up landscapes, from the farthest to the nearest. */
const LANDSCAPES: readonly (readonly string[])[] = [
  [
    'M0 120 Q90 60 180 110 T360 90 T600 120 V200 H0Z',
    'M0 150 Q120 100 240 150 T480 140 T600 150 V200 H0Z',
    'M0 180 Q150 150 300 178 T600 170 V200 H0Z',
  ],
  [
    'M0 130 L90 70 L170 125 L260 55 L370 130 L460 85 L600 140 V200 H0Z',
    'M0 160 L120 110 L230 155 L340 105 L470 160 L600 120 V200 H0Z',
    'M0 185 L160 155 L320 182 L480 160 L600 180 V200 H0Z',
  ],
  [
    'M0 120 H80 V85 H140 V120 H230 V70 H290 V120 H400 V95 H470 V120 H600 V200 H0Z',
    'M0 150 H60 V120 H130 V150 H210 V110 H270 V150 H350 V130 H440 V150 H540 V115 H600 V200 H0Z',
    'M0 180 H120 V165 H240 V180 H360 V160 H480 V180 H600 V200 H0Z',
  ],
];

function cover(picture: number): SVGElement {
  const ridges = LANDSCAPES[(picture - 1) % LANDSCAPES.length] ?? [];
  const sun = { class: 'sun', cx: String(140 + ((picture * 130) % 340)), cy: '58', r: '30' };
  return svg(
    'svg',
    {
      class: 'cover',
      viewBox: '0 0 600 200',
      preserveAspectRatio: 'xMidYMax slice',
      role: 'img',
      'aria-label': `Cover picture ${picture}`,
    },
    svg('rect', { class: 'sky', width: '600', height: '200' }),
    svg('circle', sun),
    ...ridges.map((d) => svg('path', { class: 'ridge', d })),
  );
}

function drawn(section: Section): HTMLElement[] {
  switch (section.kind) {
    case 'booking':
      return [
        h('h4', {}, section.title),
        ...priced(section.services),
        h('div', { class: 'times' }, ...section.times.map((time) => h('span', {}, time))),
      ];
    case 'menu':
      return [h('h4', {}, section.title), ...priced(section.items)];
    case 'hours':
      return [
        h('h4', {}, section.title),
        h('dl', {}, ...section.rows.map(([day, time]) => pair(day, time))),
      ];
    case 'questions':
      return [
        h('h4', {}, section.title),
        h('dl', {}, ...section.pairs.map(([question, answer]) => pair(question, answer))),
      ];
    case 'reviews':
      return [
        h('h4', {}, section.title),
        ...section.quotes.map(({ text, who }) =>
          h('figure', {}, h('blockquote', {}, `“${text}”`), h('figcaption', {}, who)),
        ),
      ];
    case 'gallery':
      return [
        h('h4', {}, section.title),
        h('div', { class: 'tiles' }, ...section.captions.map((text) => h('span', {}, text))),
      ];
    case 'form':
      return [
        h('h4', {}, section.title),
        ...section.fields.map((field) => h('span', { class: 'field' }, field)),
        h('span', { class: 'button' }, section.button),
      ];
    case 'notice':
      return [h('p', {}, section.text)];
  }
}

const pair = (name: string, value: string) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

const priced = (items: readonly { name: string; note: string; price: string }[]) =>
  items.map(({ name, note, price }) =>
    h(
      'div',
      { class: 'priced' },
      h('span', {}, h('b', {}, name), h('small', {}, note)),
      h('span', { class: 'price' }, price),
    ),
  );
