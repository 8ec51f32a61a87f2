import type { CommandIds, LookedUp } from './command-ids.js';
import type { OperationsIndex } from './operations.js';
import type { Undecided } from './round.js';

/** A command whose id may need a look-up. */
export interface LookingUp<Command> extends Undecided<Command> {
  /** Look-up started while the previous append was in flight. */
  looking: Promise<void> | undefined;
}

/** Looks up command ids in `operations` that are older than those in memory. */
export class LookUps<Command> {
  constructor(
    private readonly operations: OperationsIndex,
    private readonly stream: string,
  ) {}

  /** Starts a look-up in the background, unless memory knows the id. */
  start(waiting: LookingUp<Command>, ids: CommandIds): void {
    const { kind } = ids.know(waiting.meta.commandId, waiting.lookedUp);
    if (kind !== 'look-up' && kind !== 'behind') return;
    waiting.looking = this.operations.find(this.stream, waiting.meta.commandId).then(
      (lookedUp) => {
        waiting.lookedUp = lookedUp;
      },
      // On failure, only this command is refused, when it is decided.
      () => undefined,
    );
  }

  /**
   * Waits until every id has been looked up. Returns a result that is older than the ids in memory,
   * if any: ids must then be read back that far.
   */
  async finish(
    commands: readonly LookingUp<Command>[],
    ids: CommandIds,
  ): Promise<LookedUp | undefined> {
    await this.looking(commands);
    for (const waiting of commands) this.start(waiting, ids);
    await this.looking(commands);
    const isBehind = ({ meta, lookedUp }: LookingUp<Command>) =>
      ids.know(meta.commandId, lookedUp).kind === 'behind';
    return commands.find(isBehind)?.lookedUp;
  }

  private async looking(commands: readonly LookingUp<Command>[]): Promise<void> {
    for (const { looking } of commands) await looking;
  }
}
