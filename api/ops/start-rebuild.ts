import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from '../../platform/log.js';
import { readProjections } from '../../projections/all.js';
import type { Rebuilt } from '../../projections/rebuild.js';
import { LOG } from '../http/log.js';
import { Problem } from '../http/problem.js';
import { RebuildRecords, type RebuildAnswer } from './rebuild-records.js';

/** What a rebuild is told. */
export interface RebuildJob {
  /** Names of projections of schema `read`. */
  readonly projections: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

/** How this process rebuilds read models: beside its event loop, which has requests to answer. */
export type RunRebuild = (job: RebuildJob) => Promise<Rebuilt>;

/** Names the process's RunRebuild for injection. */
export const RUN_REBUILD = Symbol('run rebuild');

/** Stands for all read models. */
export const ALL_PROJECTIONS = 'all';

/** Begins to rebuild one read model, or all; how it goes stands in `app.rebuilds`. */
export class StartRebuild extends Command<RebuildAnswer> {
  constructor(
    readonly name: string,
    readonly actor: string,
  ) {
    super();
  }
}

const SIGN_OF_LIFE_MS = 1_000;

@CommandHandler(StartRebuild)
export class StartRebuildHandler implements ICommandHandler<StartRebuild>, OnApplicationShutdown {
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly records: RebuildRecords,
    @Inject(RUN_REBUILD) private readonly runRebuild: RunRebuild,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute({ name, actor }: StartRebuild): Promise<RebuildAnswer> {
    const known = readProjections.map((projection) => projection.name);
    const projections = name === ALL_PROJECTIONS ? known : known.filter((each) => each === name);
    if (projections.length === 0) {
      throw new Problem('not_found', `there is no read model ${name} that could be rebuilt`);
    }
    const begun = await this.records.begin(projections, actor);
    this.running = this.run(begun.rebuild_id, projections);
    return begun;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(id: string, projections: readonly string[]): Promise<void> {
    let events = 0;
    const sayHow = () =>
      void this.records.progress(id, events).catch((error: unknown) => {
        this.log.warn({ err: error }, 'cannot note how a rebuild goes');
      });
    const timer = setInterval(sayHow, SIGN_OF_LIFE_MS);
    const { signal } = this.ending;
    try {
      const onProgress = (read: number) => (events = read);
      const report = await this.runRebuild({ projections, signal, onProgress });
      await this.records.done(id, report);
      this.log.info({ report }, 'read models were rebuilt');
    } catch (error) {
      this.log.error({ err: error, projections }, 'read models could not be rebuilt');
      const said = error instanceof Error ? error.message : String(error);
      await this.records.failed(id, said).catch(() => undefined);
    } finally {
      clearInterval(timer);
    }
  }
}
