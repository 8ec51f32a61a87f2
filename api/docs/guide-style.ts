/** How the guides look: three columns on a wide screen, one on a narrow one. */

/** The style sheet of the guides. */
export const GUIDE_STYLE = `:root {
  color-scheme: light dark;
  --text: light-dark(#1d2330, #e4e7ec);
  --muted: light-dark(#5b6474, #9fa8b7);
  --line: light-dark(#e2e6eb, #2b313b);
  --surface: light-dark(#fff, #12151a);
  --raised: light-dark(#f6f8fa, #1a1e25);
  --accent: light-dark(#0b6157, #5fd0bd);
  --tint: light-dark(#e3f1ee, #17322e);
  --top: 3.5rem;
}
* { box-sizing: border-box; }
html { scroll-padding-block-start: calc(var(--top) + 1rem); -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--surface); color: var(--text); font: 1rem/1.65 system-ui, -apple-system, 'Segoe UI', sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; inset-block-start: -4rem; inset-inline-start: 1rem; z-index: 2; padding: 0.5rem 1rem; background: var(--surface); }
.skip:focus { inset-block-start: 0.5rem; }
.top { position: sticky; inset-block-start: 0; z-index: 1; display: flex; align-items: center; justify-content: space-between; gap: 1rem; block-size: var(--top); padding-inline: 1.5rem; border-block-end: 1px solid var(--line); background: var(--surface); }
.top nav { display: flex; gap: 1.5rem; font-size: 0.9375rem; }
.top a { color: var(--text); text-decoration: none; }
.top a:hover { color: var(--accent); }
.brand { font-size: 1.0625rem; font-weight: 700; letter-spacing: -0.01em; }
.brand span { color: var(--muted); font-weight: 400; }
.frame { display: grid; grid-template-columns: 16rem minmax(0, 46rem) minmax(0, 14rem); gap: 3rem; max-inline-size: 84rem; margin-inline: auto; padding-inline: 1.5rem; justify-content: center; }
.side, .contents { position: sticky; inset-block-start: var(--top); align-self: start; max-block-size: calc(100vh - var(--top)); overflow-y: auto; padding-block: 1.75rem; font-size: 0.875rem; line-height: 1.4; }
.side h2, .contents h2, .menu h2 { margin: 1.4rem 0 0.35rem; color: var(--muted); font-size: 0.75rem; font-weight: 600; letter-spacing: 0.02em; }
.side h2:first-child, .contents h2:first-child { margin-block-start: 0; }
.side ul, .contents ul, .menu ul { margin: 0; padding: 0; list-style: none; }
.side a, .menu a { display: block; margin-inline: -0.6rem; padding: 0.3rem 0.6rem; border-radius: 6px; color: var(--text); text-decoration: none; }
.side a:hover, .menu a:hover { background: var(--raised); }
.side a[aria-current], .menu a[aria-current] { background: var(--tint); color: var(--accent); font-weight: 600; }
.side { padding-inline: 0.6rem; margin-inline-start: -0.6rem; }
.contents a { display: block; padding-block: 0.22rem; color: var(--muted); text-decoration: none; }
.contents a:hover { color: var(--accent); }
.contents code { padding: 0; border: 0; background: none; }
.menu { display: none; }
main { min-inline-size: 0; padding-block: 2rem 5rem; }
h1 { margin: 0; font-size: clamp(1.75rem, 1.4rem + 1.6vw, 2.25rem); line-height: 1.2; letter-spacing: -0.022em; text-wrap: balance; }
h1 + p { color: var(--muted); font-size: 1.125rem; }
article h2 { margin: 2.75rem 0 0; font-size: 1.375rem; line-height: 1.3; letter-spacing: -0.012em; }
article h3 { margin: 2rem 0 0; font-size: 1.0625rem; line-height: 1.35; }
article :is(h2, h3) > a { color: inherit; text-decoration: none; }
article :is(h2, h3) > a:hover::after { content: ' #'; color: var(--muted); font-weight: 400; }
p, article ul, article ol, pre, .table { margin: 0.85rem 0 0; }
p, li { text-wrap: pretty; }
article ul, article ol { padding-inline-start: 1.4rem; }
article li + li { margin-block-start: 0.4rem; }
li::marker { color: var(--muted); }
img { display: block; max-inline-size: 100%; block-size: auto; border: 1px solid var(--line); border-radius: 10px; }
code { font: 0.875em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; }
:not(pre) > code { padding: 0.1em 0.32em; border: 1px solid var(--line); border-radius: 5px; background: var(--raised); }
h1 code, h2 code, h3 code { font-size: 0.92em; }
.file { color: var(--text); border-block-end: 1px dotted var(--muted); }
pre { padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); overflow-x: auto; font-size: 0.9375rem; line-height: 1.6; overflow-wrap: normal; tab-size: 2; }
.table { overflow-x: auto; }
table { inline-size: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.5; }
th, td { padding: 0.55rem 1rem 0.55rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { color: var(--muted); font-size: 0.8125rem; font-weight: 600; }
tr > :last-child { padding-inline-end: 0; }
td:first-child > code { white-space: nowrap; }
td:last-child { min-inline-size: 13rem; }
.steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 1rem; margin-block-start: 4rem; }
.steps a { padding: 0.8rem 1rem; border: 1px solid var(--line); border-radius: 10px; color: var(--accent); font-weight: 600; line-height: 1.4; text-decoration: none; }
.steps a:hover { border-color: var(--accent); }
.steps span { display: block; color: var(--muted); font-size: 0.8125rem; font-weight: 400; }
.steps a[rel='next'] { text-align: end; grid-column: -2 / -1; }
@media (max-width: 78rem) {
  .frame { grid-template-columns: 14rem minmax(0, 46rem); gap: 2.5rem; }
  .contents { display: none; }
}
@media (max-width: 52rem) {
  .frame { display: block; padding-inline: 1.25rem; }
  .top { padding-inline: 1.25rem; }
  .top nav { gap: 1.1rem; font-size: 0.875rem; }
  .side { display: none; }
  td:first-child > code { white-space: normal; overflow-wrap: anywhere; }
  td:first-child { min-inline-size: 8.5rem; }
  td:last-child { min-inline-size: 10rem; }
  .menu { display: block; position: sticky; inset-block-start: var(--top); margin-inline: -1.25rem; padding-inline: 1.25rem; border-block-end: 1px solid var(--line); background: var(--surface); }
  .menu[open] { max-block-size: calc(100vh - var(--top)); overflow-y: auto; padding-block-end: 1rem; }
  .menu summary { padding-block: 0.7rem; font-size: 0.9375rem; font-weight: 600; cursor: pointer; }
  .menu summary span { margin-inline-start: 0.4rem; color: var(--muted); font-weight: 400; }
  .menu h2:first-child { margin-block-start: 0.3rem; }
  .menu a { padding-block: 0.45rem; }
  html { scroll-padding-block-start: calc(var(--top) + 4rem); }
  main { padding-block-start: 1.5rem; }
}
`;
