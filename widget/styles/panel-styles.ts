/** How `<credit-balance>` looks. */
import { css } from 'lit';

/** How the panel of a balance looks. */
export const panelStyles = css`
  .big strong {
    font-size: 2.5rem;
    font-weight: 680;
    letter-spacing: -0.025em;
    line-height: 1.05;
  }
  .gauge {
    block-size: 8px;
    border-radius: 99px;
    background: var(--track);
    overflow: hidden;
    --bar: var(--accent);
  }
  .gauge > div {
    block-size: 100%;
    border-radius: 99px;
    background: var(--bar);
    transition: inline-size 0.4s;
  }
  .is-low .gauge {
    --bar: var(--low-bar);
  }
  .is-empty .gauge,
  .is-overdrawn .gauge {
    --bar: var(--bad-bar);
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    margin-block-start: -0.5rem;
  }
  .is-frozen .badge,
  .is-closed .badge,
  .is-frozen .notice.urgent,
  .is-closed .notice.urgent {
    background: var(--raised);
    color: var(--text);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .actions credit-packs {
    flex: 1 1 auto;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
  }
  footer a {
    display: inline-block;
    padding-block: 0.2rem;
  }
  .compact {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem 0.6rem;
    max-inline-size: 100%;
    min-block-size: 40px;
    padding: 3px 4px;
    padding-inline-start: 0.75rem;
    border: 1px solid var(--line);
    border-radius: 22px;
    background: var(--surface);
    font-size: 0.875rem;
  }
  .compact .count {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15em 0.4em;
    padding-inline-end: 0.35rem;
    font-weight: 600;
  }
  .compact .trouble {
    padding-inline-end: 0.75rem;
  }
  .compact .count > svg {
    color: var(--muted);
  }
  .compact.is-low {
    border-color: var(--low-bar);
    background: var(--low-tint);
    color: var(--low);
  }
  .compact.is-empty,
  .compact.is-overdrawn {
    border-color: var(--bad-bar);
    background: var(--bad-tint);
    color: var(--bad);
  }
  .compact:not(.is-ok) .count > svg {
    color: inherit;
  }
  @media (forced-colors: active) {
    .gauge {
      border: 1px solid CanvasText;
    }
    .gauge > div {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
