import type { SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { afterKey, MillisKey, page, type Page, type PageRequest } from './cursor.js';

const After = z.tuple([MillisKey, z.string()]);

/** A page of what is selected as `listed`, the newest first; ids break ties. */
export async function newestFirst<Row extends { readonly id: string; readonly createdAt: Date }>(
  query: SelectQueryBuilder<Row>,
  request: PageRequest,
): Promise<Page<Row>> {
  query
    .orderBy({ 'listed.createdAt': 'DESC', 'listed.id': 'DESC' })
    .limit(request['page[size]'] + 1);
  const after = afterKey(request, After);
  if (after) {
    const [createdMs, id] = after;
    const createdAt = new Date(createdMs);
    query.andWhere('(listed.createdAt, listed.id) < (:createdAt, :id)', { createdAt, id });
  }
  const rows = await query.getMany();
  return page(rows, request, ({ createdAt, id }) => [createdAt.getTime(), id]);
}
