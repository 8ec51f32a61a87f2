/** An action under way: moves it, calls the API, and keeps it over reloads. */
import { forgetOn, keepOn } from '../../lib/drafts.js';
import { execute, previewOf } from './calls.js';
import { request } from './request.js';
import { failureOf } from './failure.js';
import { moved, type Move, type State } from './machine.js';

/** An action that outlives the dialog it is shown in. */
export class ActionRun {
  private readonly listeners = new Set<() => void>();
  private isEnded = false;

  constructor(private current: State) {
    keepOn(current.accountId, current, sessionStorage);
  }

  /** As it stands; the same object until it moves. */
  readonly state = (): State => this.current;

  /** Calls back after each move; ends when called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Moves it; a preview and an execution send their request. */
  readonly move = (move: Move): void => {
    const after = this.isEnded ? this.current : moved(this.current, move);
    if (after === this.current) return;
    this.current = after;
    // Kept before anything is sent: whoever reloads then finds the same key.
    keepOn(this.current.accountId, this.current, sessionStorage);
    const { step } = this.current;
    if (step.at === 'previewing') void this.preview();
    if (step.at === 'executing') void this.execute(step.preview);
    if (step.at === 'requesting') void this.request(step.preview);
    for (const tell of this.listeners) tell();
  };

  /** Forgets it: an answer that still comes changes nothing. */
  readonly end = (): void => {
    this.isEnded = true;
    forgetOn(this.current.accountId, sessionStorage);
  };

  private async preview(): Promise<void> {
    try {
      this.move({ type: 'previewed', preview: await previewOf(this.current) });
    } catch (error) {
      this.move({ type: 'failed', failure: failureOf(error) });
    }
  }

  private async execute(preview: Parameters<typeof execute>[1]): Promise<void> {
    try {
      this.move({ type: 'executed', receipt: await execute(this.current, preview) });
    } catch (error) {
      this.move({ type: 'failed', failure: failureOf(error) });
    }
  }

  private async request(preview: Parameters<typeof request>[1]): Promise<void> {
    try {
      this.move({ type: 'requested', approvalId: await request(this.current, preview) });
    } catch (error) {
      this.move({ type: 'failed', failure: failureOf(error) });
    }
  }
}
