/** A position of the log as people read it; the API pads it, so that texts are in its order. */
export const readablePosition = (position: string): string => position.replace(/^0+(?=.)/, '');
