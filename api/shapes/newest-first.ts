import type { SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { afterKey, MillisKey, page, type Page, type PageRequest } from './cursor.js';

const After = z.tuple([MillisKey, z.string()]);

/** A page of what a query selects, the newest first; ids break ties. */
export async function newestFirst<Row extends { readonly id: string; readonly createdAt: Date }>(
  query: SelectQueryBuilder<Row>,
  request: PageRequest,
): Promise<Page<Row>> {
  const { alias } = query;
  query
    .orderBy({ [`${alias}.createdAt`]: 'DESC', [`${alias}.id`]: 'DESC' })
    .limit(request['page[size]'] + 1);
  const after = afterKey(request, After);
  if (after) {
    const [createdMs, id] = after;
    const createdAt = new Date(createdMs);
    const isAfter = `(${alias}.createdAt, ${alias}.id) < (:createdAt, :id)`;
    query.andWhere(isAfter, { createdAt, id });
  }
  const rows = await query.getMany();
  return page(rows, request, ({ createdAt, id }) => [createdAt.getTime(), id]);
}
