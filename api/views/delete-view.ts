import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { StaffCaller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { SavedView } from './saved-view.entity.js';

/** Deletes a view that the person has saved. */
export class DeleteView extends Command<void> {
  constructor(
    readonly viewId: string,
    readonly person: StaffCaller,
  ) {
    super();
  }
}

@CommandHandler(DeleteView)
export class DeleteViewHandler implements ICommandHandler<DeleteView> {
  constructor(@InjectRepository(SavedView) private readonly views: Repository<SavedView>) {}

  /** Throws Problem `not_found` for what the person cannot see, `forbidden` for a colleague's. */
  async execute({ viewId, person: { id } }: DeleteView): Promise<void> {
    const { affected } = await this.views.delete({ viewId, createdBy: id });
    if (affected) return;
    if (await this.views.existsBy({ viewId, shared: true })) {
      throw new Problem('forbidden', 'only whoever saved a view can delete it');
    }
    throw new Problem('not_found', 'there is no such view');
  }
}
