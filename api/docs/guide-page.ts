/** A guide: file, address, and name in the navigation. */
export interface Guide {
  readonly file: string;
  readonly path: string;
  readonly label: string;
}

/** A group of the navigation. */
export interface Section {
  readonly title: string;
  readonly guides: readonly Guide[];
}

/** Parts of a page. */
export interface PageParts {
  readonly title: string;
  readonly html: string;
  readonly each: Guide;
  readonly sections: readonly Section[];
  readonly before: Guide | undefined;
  readonly after: Guide | undefined;
}

/** Guides need no script; pages load only styles and images of this server. */
export const GUIDE_POLICY =
  "default-src 'none';style-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none';" +
  "frame-ancestors 'none'";

const HEADING = /<h([23]) id="([^"]+)">(.*?)<\/h\1>/gs;

/** Renders a guide with navigation, table of contents, and links to the pages before and after. */
export function guidePage({ title, html, each, sections, before, after }: PageParts): string {
  const body = html.replaceAll(
    HEADING,
    (_, level: string, id: string, words: string) =>
      `<h${level} id="${id}"><a href="#${id}">${words}</a></h${level}>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${text(title)}${each.path === '/docs' ? '' : ' · Scrip'}</title>
    <link rel="stylesheet" href="/docs/guides.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <a class="skip" href="#content">Skip to the text</a>
    <header class="top">
      <a class="brand" href="/docs">Scrip <span>Docs</span></a>
      <nav aria-label="Reference">
        <a href="/docs/quickstart">Quickstart</a>
        <a href="/docs/api">API reference</a>
      </nav>
    </header>
    <div class="frame">
      <nav class="side" aria-label="Guides">${navigation(sections, each)}</nav>
      <details class="menu">
        <summary>Menu <span>${text(each.label)}</span></summary>
        <nav aria-label="All guides">${navigation(sections, each)}</nav>
      </details>
      <main id="content">
        <article>${body}</article>
        <nav class="steps" aria-label="Next guides">
          ${step(before, 'Previous')}
          ${step(after, 'Next')}
        </nav>
      </main>
      ${contents(html)}
    </div>
  </body>
</html>
`;
}

function navigation(sections: readonly Section[], each: Guide): string {
  const link = ({ path, label }: Guide) => {
    const current = path === each.path ? ' aria-current="page"' : '';
    return `<li><a href="${path}"${current}>${text(label)}</a></li>`;
  };
  const groups = sections.map(
    ({ title, guides }) => `<h2>${title}</h2><ul>${guides.map(link).join('')}</ul>`,
  );
  const reference =
    '<h2>Reference</h2><ul><li><a href="/docs/api">API reference</a></li>' +
    '<li><a href="/openapi.json">OpenAPI document</a></li></ul>';
  return [...groups.slice(0, 2), reference, ...groups.slice(2)].join('\n');
}

function step(guide: Guide | undefined, direction: string): string {
  if (!guide) return '';
  const rel = direction === 'Next' ? 'next' : 'prev';
  return `<a rel="${rel}" href="${guide.path}"><span>${direction}</span>${text(guide.label)}</a>`;
}

/** Table of contents of a long page. */
function contents(html: string): string {
  const headings = [...html.matchAll(HEADING)].filter(([, level]) => level === '2');
  if (headings.length < 2) return '';
  const items = headings.map(([, , id, words]) => `<li><a href="#${id}">${words}</a></li>`);
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${items.join('')}</ul></nav>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

const text = (words: string): string => words.replaceAll(/[&<"]/g, (sign) => ENTITIES[sign] ?? '');
