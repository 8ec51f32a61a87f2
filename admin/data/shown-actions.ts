import { filterQuery, type Question } from './list.js';

/** The filter of those who want to see previews, too. */
export const SHOWN = 'shown';

/** Which actions are listed: previews, which change nothing, only where they are asked for. */
export function actionsQuery({ previews, ...filter }: Question['filter']): Record<string, string> {
  return filterQuery({ ...filter, ...(previews !== SHOWN && { previews: 'without' }) });
}
