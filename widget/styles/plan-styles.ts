/** How `<credit-plan>` and `<credit-top-up>` look. */
import { css } from 'lit';

/** What their cards have besides. */
export const planStyles = css`
  .panel {
    container-type: inline-size;
  }
  .big strong {
    font-size: 1.75rem;
    font-weight: 680;
    letter-spacing: -0.02em;
    line-height: 1.1;
  }
  .panel dl > div {
    grid-template-columns: minmax(0, 1fr) minmax(0, auto);
  }
  .panel dd {
    white-space: normal;
  }
  .panel .actions > button {
    flex: 1 1 auto;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
  }
  .ways:not(:has(*)) {
    display: none;
  }
  .notice .ways a,
  button.link {
    display: inline-flex;
    align-items: center;
    min-block-size: 32px;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font-size: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  footer button.link {
    color: var(--muted);
    font-size: 0.875rem;
    font-weight: 400;
  }
  button.danger {
    color: var(--bad);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--muted);
  }
  button.quiet:hover {
    background: var(--raised);
  }
  .badge.off {
    background: var(--raised);
    color: var(--text);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .consent {
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 0.6);
    background: var(--raised);
    font-size: 0.875rem;
  }
  summary {
    min-block-size: 24px;
    cursor: pointer;
  }
  legend {
    margin-block-end: 0.35rem;
    padding: 0;
    font-weight: 600;
    font-size: 0.875rem;
  }
  section > ul > li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    justify-content: space-between;
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--line);
  }
`;
