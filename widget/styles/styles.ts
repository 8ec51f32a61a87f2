/** Colours, type and controls of every element; hosts set `--credits-…` and `::part`. */
import { css } from 'lit';

/**
 * Everything stands on `.root`: what a host's own rules say of the element itself (`* { all: unset
 * }`) stops there. Contrast is at least 4.5 : 1 for words and 3 : 1 for what else carries meaning.
 */
export const common = css`
  :host {
    display: block !important;
    visibility: inherit;
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    all: initial;
    box-sizing: border-box;
    display: block;
    /* As the page is: a light page stays light where the system is dark. */
    color-scheme: inherit;
    --surface: var(--credits-surface, light-dark(#fff, #16181d));
    --raised: var(--credits-raised, light-dark(#f6f7f9, #1f2229));
    --text: var(--credits-text, light-dark(#15171c, #f2f4f7));
    --muted: var(--credits-muted, light-dark(#565e6c, #a6aebb));
    --line: var(--credits-line, light-dark(#e2e5ea, #30353f));
    --edge: light-dark(#868e9c, #6f7886);
    --track: light-dark(#e6e9ee, #2c313a);
    --accent: var(--credits-accent, light-dark(#4338ca, #a9b1ff));
    --on-accent: var(--credits-on-accent, light-dark(#fff, #14152e));
    --tint: color-mix(in oklab, var(--accent) 9%, var(--surface));
    --ok: light-dark(#17693b, #7bd8a0);
    --ok-tint: light-dark(#e5f5eb, #16311f);
    --low: light-dark(#7a4a00, #ffd488);
    --low-tint: light-dark(#fff4da, #352910);
    --low-bar: light-dark(#b36b00, #f2b13c);
    --bad: light-dark(#a11a1a, #ffb3ae);
    --bad-tint: light-dark(#fdeceb, #3b1918);
    --bad-bar: light-dark(#c62f2a, #ff7d75);
    --radius: var(--credits-radius, 14px);
    color: var(--text);
    font: 400 0.9375rem/1.45 var(--credits-font, system-ui, -apple-system, 'Segoe UI', sans-serif);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    text-align: start;
  }
  .root[dir='rtl'] {
    direction: rtl;
  }
  .root.light {
    color-scheme: light;
  }
  .root.dark {
    color-scheme: dark;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  h2,
  h3,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  ul {
    list-style: none;
  }
  h2,
  h3 {
    font-size: 1rem;
    font-weight: 650;
    line-height: 1.3;
  }
  svg {
    inline-size: 1.125em;
    block-size: 1.125em;
    fill: currentColor;
    flex: none;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.2em;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 0.8125rem;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-block-size: 44px;
    padding: 0.5em 1.1em;
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) * 0.72);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    cursor: pointer;
    transition:
      background-color 0.12s,
      border-color 0.12s;
  }
  .button {
    text-decoration: none;
  }
  button:hover,
  .button:hover {
    background: var(--raised);
  }
  .primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .primary:hover {
    background: color-mix(in oklab, var(--accent), var(--text) 14%);
  }
  button.icon {
    min-block-size: 32px;
    inline-size: 32px;
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: inherit;
  }
  button.icon:hover {
    background: color-mix(in oklab, currentColor, transparent 88%);
  }
  button[aria-disabled='true'] {
    opacity: 0.7;
    cursor: progress;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    .primary,
    .primary:hover {
      forced-color-adjust: none;
      border-color: ButtonText;
      background: Highlight;
      color: HighlightText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
