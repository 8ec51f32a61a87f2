import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { rebuildable, requestRebuild } from '../../projections/rebuild/rebuild-requests.js';
import { Problem } from '../http/problem.js';
import { RebuildRecords, type RebuildAnswer } from './rebuild-records.js';

/** Selects all read models. */
export const ALL_PROJECTIONS = 'all';

/** Requests a rebuild of one read model, or all; 409 while another is open. */
export class StartRebuild extends Command<RebuildAnswer> {
  constructor(
    readonly name: string,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(StartRebuild)
export class StartRebuildHandler implements ICommandHandler<StartRebuild> {
  /** Serializes requests: each checks for an open one first. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly records: RebuildRecords,
  ) {}

  execute(command: StartRebuild): Promise<RebuildAnswer> {
    const asked = this.turn.then(() => this.ask(command));
    this.turn = asked.catch(() => undefined);
    return asked;
  }

  private async ask({ name, actor }: StartRebuild): Promise<RebuildAnswer> {
    const isAll = name === ALL_PROJECTIONS;
    if (!isAll && !rebuildable.includes(name)) {
      throw new Problem('not_found', `there is no read model ${name} that could be rebuilt`);
    }
    const newest = await this.records.newest();
    const isOpen = newest?.state === 'requested' || newest?.state === 'running';
    if (isOpen) throw new Problem('rebuild_under_way');
    return this.records.one(await requestRebuild(this.pool, isAll ? 'all' : [name], actor));
  }
}
