/** The style sheet of the help pages: one column, light or dark as the system. */

/** The style sheet of the help pages. */
export const HELP_STYLE = `:root {
  color-scheme: light dark;
  --text: light-dark(#1a1d23, #e9ebef);
  --muted: light-dark(#565e6c, #a6aebb);
  --line: light-dark(#dfe3e8, #333842);
  --surface: light-dark(#fff, #131519);
  --raised: light-dark(#f6f7f9, #1c1f25);
  --accent: light-dark(#4338ca, #a9b1ff);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--surface);
  color: var(--text);
  font: 1.0625rem/1.65 system-ui, -apple-system, 'Segoe UI', sans-serif;
  overflow-wrap: break-word;
}
header { border-block-end: 1px solid var(--line); background: var(--raised); }
header a, main { display: block; max-inline-size: 44rem; margin-inline: auto; padding-inline: 1.25rem; }
header a { padding-block: 0.9rem; color: var(--text); font-weight: 600; text-decoration: none; }
main { padding-block: 1.5rem 4rem; }
h1 { margin: 0.5rem 0 0; font-size: clamp(1.7rem, 1.2rem + 2.4vw, 2.4rem); line-height: 1.15; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 2.2rem 0 0; font-size: 1.25rem; line-height: 1.3; letter-spacing: -0.01em; }
p, ul, ol { margin: 0.7rem 0 0; text-wrap: pretty; }
.lead { color: var(--muted); font-size: 1.15rem; }
ul, ol { padding-inline-start: 1.3rem; }
li + li { margin-block-start: 0.45rem; }
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
table { inline-size: 100%; margin-block-start: 1rem; border-collapse: collapse; font-size: 1rem; }
caption { padding-block-end: 0.4rem; color: var(--muted); font-size: 0.875rem; text-align: start; }
th, td { padding: 0.6rem 0.75rem 0.6rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { color: var(--muted); font-size: 0.875rem; font-weight: 600; }
tbody th { font-weight: 600; }
tbody th span { display: block; color: var(--muted); font-size: 0.875rem; font-weight: 400; line-height: 1.45; }
tbody th span::first-letter { text-transform: uppercase; }
td, thead th + th { inline-size: 26%; font-variant-numeric: tabular-nums; text-align: end; }
tr > :last-child { padding-inline-end: 0; }
.sides { display: grid; gap: 1rem; margin-block-start: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.sides > div { padding: 0.9rem 1.1rem 1.1rem; border: 1px solid var(--line); border-radius: 0.85rem; }
h3 { margin: 0; font-size: 1rem; }
nav { margin-block-start: 3rem; border-block-start: 1px solid var(--line); }
.pages { display: grid; gap: 0.75rem; padding: 0; list-style: none; }
main > .pages { margin-block-start: 1.75rem; }
.pages li { margin: 0; padding: 0.9rem 1.1rem; border: 1px solid var(--line); border-radius: 0.85rem; background: var(--raised); }
.pages a { font-weight: 600; }
.pages span { display: block; color: var(--muted); font-size: 0.9375rem; }
main.notice { inline-size: min(30rem, 100% - 2rem); margin-block-start: clamp(1rem, 12vh, 7rem); padding: 2.25rem 1.75rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--raised); text-align: center; }
.notice h1 { font-size: 1.6rem; }
.notice p + p { margin-block-start: 1.5rem; }
.mark { inline-size: 3rem; margin: 0 auto 1rem; border-radius: 50%; background: var(--accent); color: var(--surface); font-size: 1.5rem; line-height: 3rem; }
.button { display: inline-block; padding: 0.65rem 1.4rem; border-radius: 0.6rem; background: var(--accent); color: var(--surface); font-weight: 600; text-decoration: none; }
@media (max-width: 32rem) {
  body { font-size: 1rem; }
  th, td { padding-inline-end: 0.5rem; font-size: 0.875rem; }
}
`;
