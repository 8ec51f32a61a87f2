/** How dialogs look, and what stands in them. */
import { css } from 'lit';

/** A sheet in a dialog or in the page, with plans on offer and what went amiss. */
export const sheetStyles = css`
  dialog {
    inline-size: min(30rem, calc(100vw - 1.5rem));
    max-block-size: calc(100dvh - 1.5rem);
    margin: auto;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.3);
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 24px 64px rgb(0 0 0 / 28%);
    overscroll-behavior: contain;
    scroll-padding-block: 4.5rem 1rem;
  }
  dialog::backdrop {
    background: rgb(10 12 20 / 52%);
  }
  .sheet {
    container-type: inline-size;
    display: grid;
    gap: 1rem;
    padding: 1.25rem;
  }
  .inline {
    max-inline-size: 30rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .sheet header {
    display: flex;
    flex-wrap: nowrap;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }
  dialog .sheet header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin: -1.25rem -1.25rem -0.5rem;
    padding: 1.25rem 1.25rem 0.5rem;
    background: var(--surface);
  }
  .sheet h2 {
    outline: none;
    font-size: 1.1875rem;
    letter-spacing: -0.01em;
  }
  .sheet header button.icon {
    inline-size: 44px;
    min-block-size: 44px;
    margin: -0.5rem;
    font-size: 1.1rem;
  }
  .wrong,
  .problem {
    color: var(--bad);
  }
  .problem:empty {
    position: absolute;
  }
  .problem:not(:empty) {
    padding: 0.75rem;
    border-radius: calc(var(--radius) * 0.72);
    background: var(--bad-tint);
    font-size: 0.875rem;
  }
  .wide {
    inline-size: 100%;
    min-block-size: 48px;
  }
  .what {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0.05rem 0.5rem;
    align-items: baseline;
    min-inline-size: 0;
  }
  .what .small {
    flex-basis: 100%;
  }
  .plans {
    display: grid;
    gap: 0.5rem;
  }
  form + .plans {
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--line);
  }
  .plans li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    justify-content: space-between;
    padding-block: 0.6rem;
  }
  .plans .what {
    flex: 1 1 11rem;
  }
  .plans li + li {
    border-block-start: 1px solid var(--line);
  }
  .sheet > .actions {
    display: grid;
  }
  @media (forced-colors: active) {
    .problem:not(:empty) {
      border: 1px solid CanvasText;
    }
  }
`;
