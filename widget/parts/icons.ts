/** Icons beside words: none of them says anything by itself. */
import { html, svg, type TemplateResult } from 'lit';

const icon = (body: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">${body}</svg>`;

/** Drawings that say what colours say, for those who see no colours. */
export const icons = {
  ok: icon(
    svg`<path d="M10 1.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4Zm3.9 6.5-4.6 5a.9.9 0 0 1-1.3 0l-2-2.1a.9.9 0 0 1 1.3-1.3l1.3 1.4 4-4.3a.9.9 0 1 1 1.3 1.3Z"/>`,
  ),
  low: icon(
    svg`<path d="M11.4 2.9a1.6 1.6 0 0 0-2.8 0L1.9 15.3a1.6 1.6 0 0 0 1.4 2.3h13.4a1.6 1.6 0 0 0 1.4-2.3L11.4 2.9ZM10 6.9c.5 0 .9.4.9.9v3.4a.9.9 0 1 1-1.8 0V7.8c0-.5.4-.9.9-.9Zm0 6.3a1.1 1.1 0 1 1 0 2.2 1.1 1.1 0 0 1 0-2.2Z"/>`,
  ),
  empty: icon(
    svg`<path d="M10 1.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4Zm0 3.9c.5 0 .9.4.9.9v4a.9.9 0 1 1-1.8 0v-4c0-.5.4-.9.9-.9Zm0 6.9a1.1 1.1 0 1 1 0 2.2 1.1 1.1 0 0 1 0-2.2Z"/>`,
  ),
  paused: icon(
    svg`<path d="M10 1.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4ZM7.9 6.4c.5 0 .9.4.9.9v5.4a.9.9 0 1 1-1.8 0V7.3c0-.5.4-.9.9-.9Zm4.2 0c.5 0 .9.4.9.9v5.4a.9.9 0 1 1-1.8 0V7.3c0-.5.4-.9.9-.9Z"/>`,
  ),
  close: icon(
    svg`<path d="M5.2 5.2a.9.9 0 0 1 1.3 0L10 8.7l3.5-3.5a.9.9 0 1 1 1.3 1.3L11.3 10l3.5 3.5a.9.9 0 0 1-1.3 1.3L10 11.3l-3.5 3.5a.9.9 0 0 1-1.3-1.3L8.7 10 5.2 6.5a.9.9 0 0 1 0-1.3Z"/>`,
  ),
  check: icon(
    svg`<path d="M16.1 5.3a1 1 0 0 1 0 1.4l-7.4 7.9a1 1 0 0 1-1.5 0L3.9 11a1 1 0 1 1 1.5-1.3l2.6 2.8 6.6-7.1a1 1 0 0 1 1.5-.1Z"/>`,
  ),
  coin: icon(
    svg`<path d="M10 1.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4Zm0 1.8a6.4 6.4 0 1 1 0 12.8 6.4 6.4 0 0 1 0-12.8Zm-.2 2.6c-2.2 0-3.8 1.6-3.8 3.8s1.6 3.8 3.8 3.8c1 0 1.9-.3 2.5-.9a.9.9 0 1 0-1.2-1.3c-.3.3-.8.4-1.3.4-1.2 0-2-.8-2-2s.8-2 2-2c.5 0 1 .2 1.3.4a.9.9 0 1 0 1.2-1.3c-.6-.6-1.500-.9-2.5-.9Z"/>`,
  ),
};
