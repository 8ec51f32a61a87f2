import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import type { StaffCaller } from '../auth/caller.js';
import { afterKey, page, type Page } from '../shapes/cursor.js';
import { PresentViews } from './present-views.js';
import { SavedView } from './saved-view.entity.js';
import type { ViewAnswer, ViewsQuery } from './view-shapes.js';

const Key = z.tuple([z.string(), z.string()]);

/** Lists saved views: one's own, and those that colleagues share. */
@Injectable()
export class ListViews {
  constructor(
    @InjectRepository(SavedView) private readonly views: Repository<SavedView>,
    private readonly present: PresentViews,
  ) {}

  /** By name. */
  async execute(query: ViewsQuery, { id }: StaffCaller): Promise<Page<ViewAnswer>> {
    const after = afterKey(query, Key);
    const asked = this.views
      .createQueryBuilder('view')
      .where('(view.createdBy = :id OR view.shared)', { id })
      .orderBy('view.name COLLATE "C"')
      .addOrderBy('view.viewId')
      .limit(query['page[size]'] + 1);
    const only = query['filter[page]'];
    if (only !== undefined) asked.andWhere('view.page = :only', { only });
    if (after) {
      const [name, viewId] = after;
      const isAfter = '(view.name COLLATE "C", view.viewId) > (:name, :viewId)';
      asked.andWhere(isAfter, { name, viewId });
    }
    const listed = page(await asked.getMany(), query, ({ name, viewId }) => [name, viewId]);
    return { ...listed, data: await this.present.to(id, listed.data) };
  }
}
