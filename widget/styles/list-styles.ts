/** How lists of entries and purchases look. */
import { css } from 'lit';

/** A card with a heading and lines below. */
export const listStyles = css`
  .root {
    display: grid;
    gap: 0.5rem;
    max-inline-size: 40rem;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  li {
    display: flex;
    gap: 1rem;
    align-items: baseline;
    justify-content: space-between;
    padding-block: 0.55rem;
  }
  li + li {
    border-block-start: 1px solid var(--line);
  }
  .entry {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  /* A line breaks between its parts, and within one only where it is longer than the line. */
  .entry bdi {
    display: inline-block;
    max-inline-size: 100%;
  }
  time {
    display: block;
  }
  b {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`;
