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
  .field {
    display: grid;
    gap: 0.35rem;
  }
  .field label,
  .amount label {
    font-weight: 600;
    font-size: 0.875rem;
  }
  .field input,
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
  @media (forced-colors: active) {
    .card.chosen {
      outline: 2px solid Highlight;
    }
  }
`;
