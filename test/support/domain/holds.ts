import type { AccountCommand } from '../../../domain/account/commands.js';
import { credits, send, type Step } from './account.js';

type More<Type extends AccountCommand['type']> = Partial<Extract<AccountCommand, { type: Type }>>;

/** Reserves credits, for five minutes by default. */
export const hold = (amount: number, more: More<'PlaceHold'> = {}): Step =>
  send({ type: 'PlaceHold', credits: credits(amount), task: {}, ...more });

/** Reserves more for the n-th hold of the story. */
export const extend =
  (index: number, amount: number, forMs?: number): Step =>
  (story) =>
    story.send({
      type: 'ExtendHold',
      holdId: story.hold(index),
      credits: credits(amount),
      forMs,
    });

/** What the n-th hold of the story was for came to this. */
export const settle =
  (index: number, amount: number, more: More<'SettleHold'> = {}): Step =>
  (story) =>
    story.send({
      type: 'SettleHold',
      holdId: story.hold(index),
      credits: credits(amount),
      outcome: 'ok',
      ...more,
    });

/** Lets go of the n-th hold of the story. */
export const release =
  (index: number): Step =>
  (story) =>
    story.send({ type: 'ReleaseHold', holdId: story.hold(index) });
