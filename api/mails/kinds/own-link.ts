import type { Block } from '../letters/letter.js';
import type { About } from './kind.js';

/** A link to a page of Scrip's own, such as `/help`; nothing where its address is not known. */
export const ownLink = (
  { publicUrl }: Pick<About, 'publicUrl'>,
  path: string,
  says: string,
): readonly Block[] => (publicUrl === undefined ? [] : [{ link: `${publicUrl}${path}`, says }]);
