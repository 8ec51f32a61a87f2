/** Plans and packs, as the API lists them. */
import { pageQuery, usePages } from '../data/pages.js';
import { answerOf, api } from '../lib/api.js';

/** Plans that are sold now or will be; `only`: every version of that one. */
export const usePlans = (only?: string) =>
  usePages(['catalogue', 'plans', only], (after, signal) => {
    const query = {
      ...pageQuery(after),
      include: only === undefined ? ('upcoming' as const) : ('versions' as const),
      ...(only !== undefined && { 'filter[plan]': only }),
    };
    return answerOf(api.GET('/v1/plans', { params: { query }, signal }));
  });

/** Packs that are sold now or will be; `only`: every version of that one. */
export const usePacks = (only?: string) =>
  usePages(['catalogue', 'packs', only], (after, signal) => {
    const query = {
      ...pageQuery(after),
      include: only === undefined ? ('upcoming' as const) : ('versions' as const),
      ...(only !== undefined && { 'filter[pack]': only }),
    };
    return answerOf(api.GET('/v1/packs', { params: { query }, signal }));
  });
