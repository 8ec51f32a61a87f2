import type { CommandIds, LookedUp } from './command-ids.js';
import type { OperationsIndex } from './operations.js';
import type { Undecided } from './round.js';

/** A command whose id may have to be asked for. */
export interface LookingUp<Command> extends Undecided<Command> {
  /** A look-up of its id that was started while the append before it was in flight. */
  looking: Promise<void> | undefined;
}

/** Asks `operations` about the ids of one stream's commands that its memory does not reach. */
export class LookUps<Command> {
  constructor(
    private readonly operations: OperationsIndex,
    private readonly stream: string,
  ) {}

  /** Asks about an id in the background, unless memory knows whether it is new. */
  start(waiting: LookingUp<Command>, ids: CommandIds): void {
    const { kind } = ids.know(waiting.meta.commandId, waiting.lookedUp);
    if (kind !== 'look-up' && kind !== 'behind') return;
    waiting.looking = this.operations.find(this.stream, waiting.meta.commandId).then(
      (lookedUp) => {
        waiting.lookedUp = lookedUp;
      },
      // Without an answer the command is refused when it is decided; the others go on.
      () => undefined,
    );
  }

  /**
   * Waits until every id has been asked for. Gives an answer that is older than what memory has
   * let go of: its ids have to be read back that far.
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
