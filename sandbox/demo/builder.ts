import { SUGGESTED, scriptFor } from './scripts/all.js';
import type { Change } from './scripts/script.js';
import type { Accent, BuiltApp, Mode } from './shared/wire.js';

/** The builder's plan for a message. */
export interface Work {
  /** What it does, one line for each request to its model. */
  readonly steps: readonly string[];
  readonly reply: string;
  /** The app once it is done. */
  readonly app: BuiltApp;
}

const ACCENTS: Readonly<Record<string, Accent>> = {
  green: 'green',
  blue: 'blue',
  purple: 'plum',
  violet: 'plum',
  plum: 'plum',
  orange: 'amber',
  yellow: 'amber',
  amber: 'amber',
  pink: 'rose',
  red: 'rose',
  rose: 'rose',
  black: 'ink',
  dark: 'ink',
};
const MAX_NAME_CHARS = 40;

/** Made-up work that fits a message: recorded replies, chosen by words, in a fixed order. */
export function workOn(app: BuiltApp, text: string, mode: Mode, calls: number): Work {
  const work = app.version === 0 ? firstVersion(text) : change(app, text);
  const steps = stepsOf(work.file, mode, calls);
  return mode === 'plan'
    ? { steps, reply: planOf(work), app }
    : { steps, reply: work.reply, app: { ...work.app, version: app.version + 1 } };
}

/** What a visitor might ask for next, at most three. */
export function suggestionsFor(app: BuiltApp): readonly string[] {
  if (app.version === 0) return SUGGESTED.map(({ idea }) => idea);
  const asks = openChanges(app).map(({ ask }) => ask);
  return [...asks, 'Make it blue', 'Make it green', 'Make it plum'].slice(0, 3);
}

interface Made {
  readonly file: string;
  readonly what: string;
  readonly reply: string;
  readonly app: BuiltApp;
}

function firstVersion(text: string): Made {
  const words = wordsOf(text);
  const script = scriptFor((one) => one.words.some((word) => says(words, word)));
  const { tagline, accent, reply, sections } = script;
  const name = script.words.length > 0 ? script.name : nameIn(text) || script.name;
  const app = { version: 0, name, tagline, accent, sections, picture: 0 };
  return { file: 'app.tsx', what: 'a first version on one page', reply, app };
}

function change(app: BuiltApp, text: string): Made {
  const words = wordsOf(text);
  const colour = Object.keys(ACCENTS).find((word) => words.includes(word));
  const accent = colour === undefined ? undefined : ACCENTS[colour];
  if (accent) return recolour(app, accent, colour ?? accent);
  const open = openChanges(app);
  const asked = open.find((one) => one.words.some((word) => says(words, word))) ?? open[0];
  if (!asked) return polish(app);
  const { file, ask, reply, section } = asked;
  const sections = [...app.sections, section];
  return { file, what: ask.toLowerCase(), reply, app: { ...app, sections } };
}

/** Changes of the app's own conversation that it does not have yet. */
function openChanges(app: BuiltApp): readonly Change[] {
  const taken = new Set(app.sections.map(({ kind }) => kind));
  const script = scriptFor(({ tagline }) => tagline === app.tagline);
  return script.changes.filter(({ section }) => !taken.has(section.kind));
}

const recolour = (app: BuiltApp, accent: Accent, colour: string): Made => ({
  file: 'theme.css',
  what: `make it ${colour}`,
  reply:
    `The page is ${colour} now. I changed one colour in the theme and let the others follow from ` +
    'it, so buttons, links and the header still belong together. Words on it keep enough contrast ' +
    'to be read in the sun; I checked each pair.',
  app: { ...app, accent },
});

const polish = (app: BuiltApp): Made => ({
  file: 'theme.css',
  what: 'go over spacing and wording',
  reply:
    'I went over the page once more: a little more air between the sections, shorter words on the ' +
    'buttons, and a heading that no longer breaks on small phones. Nothing has been added or taken ' +
    'away. If you had something else in mind, say it in other words and I will try again.',
  app,
});

const planOf = ({ what, file }: Made): string =>
  `Here is what I would do. First, read the page as it is and find where this belongs. Second, ` +
  `${what}, in ${file}, with what is there already left as it is. Third, look at it on a phone and ` +
  'on a wide screen, and read it out with a screen reader. Nothing has been changed yet: switch to ' +
  'Build and send it when you like the plan.';

function stepsOf(file: string, mode: Mode, calls: number): readonly string[] {
  const [first, last] = ['Reading app.tsx and theme.css', 'Looking it over'];
  const middle =
    mode === 'plan'
      ? ['Thinking about where it belongs', 'Weighing two ways to do it', 'Writing the plan']
      : [`Writing ${file}`, 'Fitting it to small screens', 'Writing its tests'];
  return [first, ...middle.slice(0, Math.max(0, calls - 2)), last].slice(0, calls);
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** `hours` says `hour`. */
const says = (words: readonly string[], word: string): boolean =>
  words.some((one) => one === word || one === `${word}s` || one === `${word}es`);

const FILLING = new Set(
  'a an the my our your for of page site app website please build make create me i want need'.split(
    ' ',
  ),
);

/** "Please build a page for my dog walking service" → "Dog walking service". */
function nameIn(text: string): string {
  const words = (text.match(/[\p{L}\p{N}’'-]+/gu) ?? []).filter(
    (word) => !FILLING.has(word.toLowerCase()),
  );
  const name = words.slice(0, 4).join(' ').slice(0, MAX_NAME_CHARS);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
