/** How cards look: a head with a badge, figures, notices and buttons. */
import { css } from 'lit';

/** What the cards of balance, plan and top-ups have in common. */
export const cardStyles = css`
  .panel {
    display: grid;
    gap: 0.875rem;
    max-inline-size: 26rem;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    padding: 0.2em 0.65em 0.2em 0.5em;
    border-radius: 99px;
    background: var(--ok-tint);
    color: var(--ok);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .is-low .badge {
    background: var(--low-tint);
    color: var(--low);
  }
  .is-empty .badge,
  .is-overdrawn .badge {
    background: var(--bad-tint);
    color: var(--bad);
  }
  .big {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1em 0.5em;
  }
  dl > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1rem;
    padding-block: 0.6rem;
    border-block-start: 1px solid var(--line);
  }
  dd {
    font-weight: 600;
    text-align: end;
    white-space: nowrap;
  }
  dd.hint {
    grid-column: 1 / -1;
    font-weight: 400;
    text-align: start;
    white-space: normal;
  }
  .notice {
    display: flex;
    gap: 0.6rem;
    align-items: start;
    padding: 0.75rem 0.5rem 0.75rem 0.75rem;
    padding-inline: 0.75rem 0.5rem;
    border-radius: calc(var(--radius) * 0.72);
    font-size: 0.875rem;
  }
  .notice > div {
    flex: 1;
  }
  .notice > svg {
    margin-block-start: 0.1em;
  }
  .notice.none {
    position: absolute;
    padding: 0;
  }
  .notice.good {
    background: var(--ok-tint);
    color: var(--ok);
  }
  .notice.low {
    background: var(--low-tint);
    color: var(--low);
  }
  .notice.urgent {
    background: var(--bad-tint);
    color: var(--bad);
  }
  .notice button {
    margin-block: -0.35rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  @media (forced-colors: active) {
    .badge,
    .notice:not(.none) {
      border: 1px solid CanvasText;
    }
  }
`;
