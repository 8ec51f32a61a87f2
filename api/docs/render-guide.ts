import { posix } from 'node:path';
import { Marked, Renderer, type Tokens } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';

/** Paths in code that become links. */
const OPENED = new Set(['/docs/api', '/openapi.json']);

/** The first heading of a Markdown text; empty if there is none. */
export const titleOf = (text: string): string =>
  (/^# (.+)$/m.exec(text)?.[1] ?? '').replaceAll('`', '');

/**
 * Renders a Markdown file as HTML. Links between files of `pathOf` (by path from the root) become
 * links to their pages; other files of the repository are named without a link.
 */
export function renderGuide(
  text: string,
  file: string,
  pathOf: ReadonlyMap<string, string>,
): string {
  const marked = new Marked();
  marked.setOptions({ renderer: new GuideRenderer(posix.dirname(file), pathOf) });
  marked.use(gfmHeadingId());
  return marked.parse(text, { async: false });
}

class GuideRenderer extends Renderer {
  constructor(
    private readonly folder: string,
    private readonly pathOf: ReadonlyMap<string, string>,
  ) {
    super();
  }

  override link(token: Tokens.Link): string {
    const { href, tokens } = token;
    if (/^(?:https?:|#)/.test(href)) return super.link(token);
    const [target = '', anchor] = href.split('#');
    const file = posix.join(this.folder, target);
    const path = this.pathOf.get(file);
    if (path !== undefined) {
      return super.link({ ...token, href: anchor === undefined ? path : `${path}#${anchor}` });
    }
    const words = this.parser.parseInline(tokens);
    return `<span class="file" title="${file}">${words}</span>`;
  }

  override html(token: Tokens.HTML | Tokens.Tag): string {
    return /^<!--.*-->\s*$/s.test(token.text) ? '' : super.html(token);
  }

  override image(token: Tokens.Image): string {
    return super.image({ ...token, href: `/${posix.join(this.folder, token.href)}` });
  }

  override codespan(token: Tokens.Codespan): string {
    const code = super.codespan(token);
    return OPENED.has(token.text) ? `<a href="${token.text}">${code}</a>` : code;
  }

  override table(token: Tokens.Table): string {
    return `<div class="table" tabindex="0" role="region" aria-label="Table">${super.table(token)}</div>`;
  }
}
