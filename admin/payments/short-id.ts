/** Ids as they fit a column. Pure. */

const [WHOLE, HEAD, TAIL] = [20, 10, 6];

/** An id by its ends, by which a reader tells it from others; a short one whole. */
export const shortId = (id: string): string =>
  id.length <= WHOLE ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
