import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Staff } from '../staff/staff.entity.js';
import type { SavedView } from './saved-view.entity.js';
import { ViewPage, type ViewAnswer } from './view-shapes.js';

/** Presents views with the names of those who saved them. */
@Injectable()
export class PresentViews {
  constructor(@InjectRepository(Staff) private readonly staff: Repository<Staff>) {}

  /** `reader`: the id of whoever reads them. */
  async to(reader: string, views: readonly SavedView[]): Promise<ViewAnswer[]> {
    const ids = [...new Set(views.map(({ createdBy }) => createdBy))];
    const people = ids.length === 0 ? [] : await this.staff.findBy({ id: In(ids) });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return views.map((view) => ({
      view_id: view.viewId,
      page: ViewPage.parse(view.page),
      name: view.name,
      query: view.query,
      shared: view.shared,
      own: view.createdBy === reader,
      saved_by: names.get(view.createdBy) ?? view.createdBy,
      saved_at: view.savedAt.toISOString(),
    }));
  }
}
