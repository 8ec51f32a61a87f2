import { randomBytes } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { IntegrityError } from '../../domain/errors.js';
import { SystemClock } from '../../platform/clock/clock.js';
import type { StaffCaller } from '../auth/caller.js';
import { invalid } from '../http/problem.js';
import { lockStaff } from '../staff/session-store.js';
import { PresentViews } from './present-views.js';
import { SavedView } from './saved-view.entity.js';
import type { SaveViewBody, ViewAnswer } from './view-shapes.js';

/** Views that one person may save. */
export const MAX_VIEWS_PER_PERSON = 100;
const ID_BYTES = 10;

/** Saves a view; one's own of the same name on the page is replaced. */
export class SaveView extends Command<ViewAnswer> {
  constructor(
    readonly body: SaveViewBody,
    readonly person: StaffCaller,
  ) {
    super();
  }
}

@CommandHandler(SaveView)
export class SaveViewHandler implements ICommandHandler<SaveView> {
  constructor(
    @InjectRepository(SavedView) private readonly views: Repository<SavedView>,
    private readonly present: PresentViews,
    private readonly clock: SystemClock,
  ) {}

  async execute({ body, person: { id } }: SaveView): Promise<ViewAnswer> {
    const view = await this.views.manager.transaction(async (manager) => {
      // Counted one after another.
      await lockStaff(manager, id);
      return await this.save(manager.getRepository(SavedView), body, id);
    });
    const [answer] = await this.present.to(id, [view]);
    if (!answer) throw new IntegrityError('a saved view was not presented');
    return answer;
  }

  private async save(
    views: Repository<SavedView>,
    { page, name, query, shared }: SaveViewBody,
    createdBy: string,
  ): Promise<SavedView> {
    const known = await views.existsBy({ createdBy, page, name });
    if (!known && (await views.countBy({ createdBy })) >= MAX_VIEWS_PER_PERSON) {
      const reason = `must be one of the ${MAX_VIEWS_PER_PERSON} that you saved: delete one first`;
      throw invalid([{ name: 'name', reason }]);
    }
    const viewId = `viw_${randomBytes(ID_BYTES).toString('hex')}`;
    const savedAt = new Date(this.clock.now());
    await views
      .createQueryBuilder()
      .insert()
      .values({ viewId, page, name, query, shared, createdBy, savedAt })
      .orUpdate(['query', 'shared', 'saved_at'], ['created_by', 'page', 'name'])
      .execute();
    return await views.findOneByOrFail({ createdBy, page, name });
  }
}
