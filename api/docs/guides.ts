import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { guidePage, type Guide, type Section } from './guide-page.js';
import { renderGuide, titleOf } from './render-guide.js';

const guide = (name: string, label: string): Guide => ({
  file: `docs/${name}.md`,
  path: `/docs/${name}`,
  label,
});

const START: readonly Guide[] = [
  { file: 'docs/README.md', path: '/docs', label: 'Overview' },
  guide('quickstart', 'Quickstart'),
  guide('concepts', 'Concepts'),
];
const BUILD: readonly Guide[] = [
  guide('http', 'HTTP API'),
  guide('holds', 'Holds and the gate'),
  guide('widget', 'Widget'),
  guide('payments', 'Taking payments'),
  guide('webhooks', 'Webhooks'),
  guide('mails', 'Mails'),
  { file: 'client/README.md', path: '/docs/client', label: 'TypeScript client' },
];
const RUN: readonly Guide[] = [
  guide('operations', 'Operations'),
  guide('console', 'Console'),
  guide('staff', 'Staff and sign-in'),
  guide('authorization', 'Who may call what'),
  guide('importing', 'Importing usage'),
];
const INSIDE: readonly Guide[] = [
  guide('stripe-sandbox', 'Sandbox of Stripe'),
  guide('follow-a-debit', 'Follow a debit'),
  guide('follow-a-webhook', 'Follow a webhook'),
];
const DECISIONS = 'docs/decisions';

/** The root of the repository or image: above `api/docs`, and above `dist/api/docs`. */
const ROOTS = ['../../', '../../../'].map((up) => fileURLToPath(new URL(up, import.meta.url)));

/** Renders the guides as pages, on first request. */
@Injectable()
export class Guides {
  private loading: Promise<ReadonlyMap<string, string>> | undefined;

  /** The page at a path; undefined if there is none. */
  async page(path: string): Promise<string | undefined> {
    this.loading ??= loadPages();
    try {
      return (await this.loading).get(path);
    } catch (error) {
      this.loading = undefined;
      throw error;
    }
  }
}

/** Folder of the guides' images. */
export const imageFolder = (): string => join(rootFolder(), 'docs/images');

function rootFolder(): string {
  const root = ROOTS.find((folder) => existsSync(join(folder, 'docs/README.md')));
  if (root === undefined) throw new Error('the guides are missing: docs/ belongs beside dist/');
  return root;
}

async function loadPages(): Promise<ReadonlyMap<string, string>> {
  const root = rootFolder();
  const read = (file: string) => readFile(join(root, file), 'utf8');
  const names = (await readdir(join(root, DECISIONS))).filter((name) => name.endsWith('.md'));
  const decisions = await Promise.all(
    names.sort().map(async (name): Promise<Guide> => {
      const file = `${DECISIONS}/${name}`;
      return { file, path: `/${file.replace(/\.md$/, '')}`, label: titleOf(await read(file)) };
    }),
  );
  const sections: readonly Section[] = [
    { title: 'Get started', guides: START },
    { title: 'Build', guides: BUILD },
    { title: 'Run', guides: RUN },
    { title: 'Inside Scrip', guides: INSIDE },
    { title: 'Decisions', guides: decisions },
  ];
  const guides = sections.flatMap((section) => section.guides);
  const pathOf = new Map(guides.map(({ file, path }) => [file, path]));
  const pages = await Promise.all(
    guides.map(async (each, i): Promise<[string, string]> => {
      const text = await read(each.file);
      const html = renderGuide(text, each.file, pathOf);
      const [before, after] = [guides[i - 1], guides[i + 1]];
      return [each.path, guidePage({ title: titleOf(text), html, each, sections, before, after })];
    }),
  );
  return new Map(pages);
}
