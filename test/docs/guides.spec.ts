import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FINDING_CLASSES } from '../../api/payments/plan/finding-classes.js';
import { ROOT } from '../support/sources.js';

/** Written by hand, for people: README, guides, decisions and what stands beside the sources. */
const texts = [
  'README.md',
  'CONTRIBUTING.md',
  'client/README.md',
  'test/bench/README.md',
  'test/soak/README.md',
  ...namesIn('docs').filter((path) => path !== 'docs/map.md'),
  ...namesIn('docs/decisions'),
].map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

function namesIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => `${folder}/${name}`);
}

const textOf = (wanted: string) => texts.find(({ path }) => path === wanted)?.text ?? '';

const MENTION =
  /(?<![\w./-])(?:api|client|docs|domain|migrations|platform|projections|sandbox|test|tools|widget|worker)\/[\w./-]+\.(?:css|html|json|md|mjs|sql|ts|yml)\b/g;

const mentionsOf = (_path: string, text: string) => text.match(MENTION) ?? [];

/** What a text links to inside the repository, from the root. */
function linksOf(path: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const inside = targets.filter((target) => !/^(?:https?:|#|\/)/.test(target));
  return inside.map((target) => normalize(join(dirname(path), target.replace(/#.*/, ''))));
}

/** `text → file` for each file that a text names and that is not there. */
const absent = (named: (path: string, text: string) => readonly string[]) =>
  texts.flatMap(({ path, text }) =>
    named(path, text)
      .filter((target) => !existsSync(join(ROOT, target)))
      .map((target) => `${path} → ${target}`),
  );

describe('README and the guides', () => {
  it('link to nothing that is not there', () => {
    expect(texts.flatMap(({ path, text }) => linksOf(path, text)).length).toBeGreaterThan(50);
    expect(absent(linksOf)).toEqual([]);
  });

  it('mention no file that is not there', () => {
    expect(texts.flatMap(({ path, text }) => mentionsOf(path, text)).length).toBeGreaterThan(30);
    expect(absent(mentionsOf)).toEqual([]);
  });

  it('lead from README to every guide', () => {
    const linked = new Set(linksOf('README.md', textOf('README.md')));
    expect(namesIn('docs').filter((path) => !linked.has(path))).toEqual([]);
  });

  it.each(['docs/follow-a-debit.md', 'docs/follow-a-webhook.md'])(
    'walk from the beginning to the end in at most 15 files: %s',
    (page) => {
      const steps = textOf(page).match(/^\d+\. \[/gm) ?? [];
      expect(steps.length).toBeGreaterThan(10);
      expect(steps.length).toBeLessThanOrEqual(15);
    },
  );

  it('say what every finding means, and how severe it is', () => {
    const rows = [...textOf('docs/payments.md').matchAll(/^\| `(\w+)` +\| (\w+) +\| \S/gm)];
    const named = Object.fromEntries(rows.map(([, name, severity]) => [name, severity]));
    expect(named).toMatchObject(FINDING_CLASSES);
  });

  it('begin with a README of 150 lines at most', () => {
    expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });
});
