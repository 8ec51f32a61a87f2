/** How `<credit-packs>` looks. */
import { css } from 'lit';

/** How the dialog of packs looks. */
export const packsStyles = css`
  .root > button {
    inline-size: 100%;
  }
  .small-button > button {
    min-block-size: 32px;
    padding: 0.25em 0.9em;
    border-radius: 99px;
    font-size: 0.8125rem;
  }
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
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }
  dialog header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin: -1.25rem -1.25rem -0.5rem;
    padding: 1.25rem 1.25rem 0.5rem;
    background: var(--surface);
  }
  h2 {
    font-size: 1.1875rem;
    letter-spacing: -0.01em;
  }
  header button.icon {
    inline-size: 44px;
    min-block-size: 44px;
    margin: -0.5rem;
    font-size: 1.1rem;
  }
  form,
  fieldset {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  form {
    gap: 0.875rem;
  }
  .card {
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) * 0.8);
    transition: background-color 0.12s;
  }
  .card:hover {
    background: var(--raised);
  }
  .card.chosen {
    border-color: var(--accent);
    background: var(--tint);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  .card:has(input[type='radio']:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .card > label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.1rem 0.75rem;
    align-items: start;
    min-block-size: 44px;
    padding: 0.75rem 0.875rem;
    cursor: pointer;
  }
  input[type='radio'] {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0.15rem 0 0;
    accent-color: var(--accent);
    outline: none;
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
  .more {
    display: flex;
    gap: 0 1rem;
    justify-content: space-between;
    grid-column: 2 / -1;
  }
  .more span:first-child {
    text-wrap: pretty;
  }
  .more span:first-child::first-letter {
    text-transform: uppercase;
  }
  .more span + span {
    flex: none;
  }
  @container (max-width: 22rem) {
    .more {
      flex-direction: column;
    }
  }
  .amount {
    display: grid;
    gap: 0.35rem;
    padding: 0 0.875rem 0.875rem;
    padding-inline-start: 2.75rem;
  }
  .amount label {
    font-weight: 600;
    font-size: 0.875rem;
  }
  .amount input {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: calc(var(--radius) * 0.6);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: 1rem;
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
  @media (forced-colors: active) {
    .card.chosen {
      outline: 2px solid Highlight;
    }
    .problem:not(:empty) {
      border: 1px solid CanvasText;
    }
  }
`;
