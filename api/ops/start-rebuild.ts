import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { inTransaction } from '../../platform/database/database.js';
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

/** Advisory lock key that serializes requests: each checks for an open one first. */
const LOCK = 7_274_712;

@CommandHandler(StartRebuild)
export class StartRebuildHandler implements ICommandHandler<StartRebuild> {
  constructor(
    private readonly pool: Pool,
    private readonly records: RebuildRecords,
  ) {}

  async execute({ name, actor }: StartRebuild): Promise<RebuildAnswer> {
    const isAll = name === ALL_PROJECTIONS;
    if (!isAll && !rebuildable.includes(name)) {
      throw new Problem('not_found', `there is no read model ${name} that could be rebuilt`);
    }
    const id = await inTransaction(this.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const { rows } = await client.query(
        `SELECT FROM app.rebuilds WHERE state IN ('requested', 'running') LIMIT 1`,
      );
      if (rows.length > 0) throw new Problem('rebuild_under_way');
      return requestRebuild(client, isAll ? 'all' : [name], actor);
    });
    return this.records.one(id);
  }
}
