// Draws the app that is being built. Everything is made here, of data: no HTML from anywhere.
import type { BuiltApp, Section } from '../wire.js';
import { h } from './dom.js';

/** The app in a browser's frame; an empty frame as long as there is none. */
export function drawApp(app: BuiltApp, published: number): HTMLElement {
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
    app.version === 0 ? empty() : page(app),
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

const page = ({ name, tagline, sections }: BuiltApp) =>
  h(
    'div',
    { class: 'built' },
    h('div', { class: 'hero' }, h('h3', {}, name), h('p', {}, tagline)),
    ...sections.map((section, index) => {
      const isNew = index === sections.length - 1;
      return h('div', { class: `part ${section.kind} ${isNew ? 'new' : ''}` }, ...drawn(section));
    }),
  );

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
