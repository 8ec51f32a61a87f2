import { setTimeout as sleep } from 'node:timers/promises';
import {
  InsufficientCredits,
  NoAnswer,
  NotSettled,
  ScripError,
  withHold,
  type OpenHold,
  type Receipt as Settled,
  type Scrip,
} from '../../client/src/index.js';
import { suggestionsFor, workOn, type Work } from './builder.js';
import { micro, sumOf, credits } from './credits.js';
import { requestsOf, usualMessage, type Tokens } from './sample.js';
import type { PageStream } from './stream.js';
import type { Visitor } from './visitors.js';
import type { Message, Mode, Receipt, WhatIf } from './shared/wire.js';

/** A visitor's message to the builder. */
export interface Ask {
  readonly text: string;
  readonly model: string;
  readonly mode: Mode;
  readonly what_if: WhatIf;
}

/** A visitor's message on its way. */
export interface Conversation {
  readonly scrip: Scrip;
  readonly visitor: Visitor;
  readonly ask: Ask;
  readonly page: Pick<PageStream, 'send' | 'signal'>;
  /** How much faster than in front of people: 1 unless a test is in a hurry. */
  readonly haste: number;
}

/** Something on our side broke: the visitor does not pay for it. */
class PlatformError extends Error {}
/** The model answered, and the answer is of no use: that costs what it costs. */
class UselessAnswer extends Error {}

const TICK_MS = 80;
const SHORTEST_MS = 2_000;
const LONGEST_MS = 6_000;
const MS_PER_OUTPUT_TOKEN = 7;
/** What a message takes when it gets out of hand. */
const TENFOLD = 10;

/** The usage that a message is expected to have, for Scrip's estimate. */
export const usualUsage = () => {
  const { input, output } = usualMessage();
  return { input_tokens: input, output_tokens: output };
};

/**
 * Works on one message: holds what it is expected to cost, has more held while it grows, and
 * charges what was used, however it ends. Throws InsufficientCredits before anything is done, when
 * the credits are not there (any more).
 */
export async function converse(conversation: Conversation): Promise<void> {
  const { scrip, visitor, ask, page } = conversation;
  const times = ask.what_if === 'tenfold' ? TENFOLD : 1;
  const requests = requestsOf(visitor.replayed).map(({ input, output }) => {
    return { input: input * times, output: output * times };
  });
  const work = workOn(visitor.app, ask.text, ask.mode, requests.length);
  const progress = new Progress();
  let settled: Settled | undefined;
  let trouble: unknown;
  const options = {
    model: ask.model,
    mode: ask.mode,
    action: 'ai_change',
    feature: 'builder',
    estimate: usualUsage(),
    // A builder that has run away may finish: what is beyond the credits is owed.
    onShortage: () => (ask.what_if === 'tenfold' ? ('go_on' as const) : ('stop' as const)),
    signal: page.signal,
    onReceipt: (receipt: Settled) => (settled = receipt),
    outcomeOf: (error: unknown) =>
      error instanceof PlatformError ? ('platform_error' as const) : undefined,
  };
  const { accountId } = visitor;
  await withHold(scrip, accountId, options, async (hold) => {
    visitor.replayed += 1;
    page.send({ type: 'started', message_id: hold.holdId, held: heldBy(visitor, hold.holdId) });
    await build(conversation, { hold, work, requests, progress });
  }).catch((error: unknown) => {
    if (progress.tokens.input === 0) throw error;
    trouble = error;
  });
  const receipt = settled && (await receiptOf(conversation, settled, progress));
  if (trouble === undefined) visitor.app = work.app;
  const message: Message = {
    id: settled?.hold_id ?? 'unsettled',
    who: 'builder',
    text: trouble === undefined ? work.reply : `${progress.text} ${excuseFor(trouble)}`.trim(),
    steps: work.steps.slice(0, progress.steps),
    mode: ask.mode,
    receipt,
  };
  visitor.say(message);
  page.send({ type: 'done', message, app: visitor.app, suggestions: suggestionsFor(visitor.app) });
}

/** How far a message has come. */
class Progress {
  tokens: Tokens = { input: 0, output: 0 };
  steps = 0;
  text = '';
}

interface Build {
  readonly hold: OpenHold;
  readonly work: Work;
  readonly requests: readonly Tokens[];
  readonly progress: Progress;
}

/** Replays the recorded requests one after another, in the time of a film. */
async function build(conversation: Conversation, { hold, ...rest }: Build): Promise<void> {
  const { ask, page, visitor, haste } = conversation;
  const { work, requests, progress } = rest;
  const words = work.reply.match(/\S+\s*/g) ?? [];
  const output = requests.reduce((sum, request) => sum + request.output, 0);
  const lastsMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, output * MS_PER_OUTPUT_TOKEN));
  const ticks = Math.max(requests.length, Math.round(lastsMs / TICK_MS));
  let spoken = 0;
  for (const [index, request] of requests.entries()) {
    const before = progress.tokens;
    progress.tokens = { input: before.input + request.input, output: before.output };
    progress.steps = index + 1;
    await spend(hold, progress);
    page.send({ type: 'step', text: work.steps[index] ?? '' });
    page.send({ type: 'held', held: heldBy(visitor, hold.holdId) });
    const ticksHere = Math.max(1, Math.round(ticks / requests.length));
    for (let tick = 1; tick <= ticksHere; tick += 1) {
      await sleep(lastsMs / ticks / haste, undefined, { signal: hold.signal });
      const output = before.output + Math.ceil((request.output * tick) / ticksHere);
      progress.tokens = { input: progress.tokens.input, output };
      const upTo = Math.ceil((words.length * (index + tick / ticksHere)) / requests.length);
      const text = words.slice(spoken, upTo).join('');
      spoken = upTo;
      progress.text += text;
      page.send({ type: 'text', text, output_tokens: output });
      await spend(hold, progress);
      if (index >= 1 && ask.what_if === 'platform_error') throw new PlatformError();
    }
  }
  page.send({ type: 'held', held: heldBy(visitor, hold.holdId) });
  if (ask.what_if === 'failed') throw new UselessAnswer();
}

/** Tells the hold what has been used so far; it has more reserved before that runs out. */
const spend = (hold: OpenHold, { tokens: { input, output } }: Progress): Promise<void> =>
  hold.used({ input_tokens: input, ...(output > 0 && { output_tokens: output }) });

/** What is reserved by a hold: the sum of what placing and extending it has answered. */
const heldBy = (visitor: Visitor, holdId: string): string =>
  sumOf([placedBy(visitor, holdId), extendedBy(visitor, holdId)]);

const placedBy = (visitor: Visitor, holdId: string): string =>
  sumOf(creditsOf(visitor, holdId, (path) => path.endsWith('/holds')));

const extendedBy = (visitor: Visitor, holdId: string): string =>
  sumOf(creditsOf(visitor, holdId, (path) => path.endsWith('/extend')));

const creditsOf = (visitor: Visitor, holdId: string, isMeant: (path: string) => boolean) =>
  visitor.calls.flatMap(({ path, answer }) =>
    isMeant(path) && isAmount(answer) && answer.hold_id === holdId ? [answer.credits] : [],
  );

const isAmount = (answer: unknown): answer is { hold_id: string; credits: string } =>
  typeof answer === 'object' &&
  answer !== null &&
  'hold_id' in answer &&
  'credits' in answer &&
  typeof answer.credits === 'string';

/** What it came to, with the arithmetic of the debit. */
async function receiptOf(
  { scrip, visitor, ask }: Conversation,
  settled: Settled,
  { tokens, steps }: Progress,
): Promise<Receipt> {
  const { hold_id, debit_id } = settled;
  const path = { account_id: visitor.accountId, debit_id };
  const { data: debit } = await scrip.GET('/v1/accounts/{account_id}/debits/{debit_id}', {
    params: { path },
  });
  const [held, extended] = [placedBy(visitor, hold_id), extendedBy(visitor, hold_id)];
  const returned = micro(held) + micro(extended) - micro(settled.credits);
  return {
    model: ask.model,
    mode: ask.mode,
    outcome: settled.outcome,
    held,
    extended,
    used: settled.credits,
    returned: credits(returned > 0n ? returned : 0n),
    debt: settled.overdrawn,
    available: settled.balance.available,
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    model_calls: steps,
    hold_id,
    debit_id,
    lines: debit.price?.lines ?? [],
    multipliers: debit.price?.multipliers ?? [],
  };
}

/** Why there is no more of the answer, in words for the visitor. */
function excuseFor(thrown: unknown): string {
  const isAbort = thrown instanceof Error && thrown.name === 'AbortError';
  const trouble = isAbort ? thrown.cause : thrown;
  if (trouble instanceof PlatformError) {
    return '… Sorry, something broke on our side. That is not yours to pay: this message is free.';
  }
  if (trouble instanceof UselessAnswer) {
    return '… That did not work: the page would not start with it, so I took it back. The model has done its work all the same, and what it used was charged.';
  }
  if (trouble instanceof InsufficientCredits) {
    return '… I had to stop here: the credits have run out. What was done until now was charged.';
  }
  if (trouble instanceof NotSettled || trouble instanceof NoAnswer) {
    return '… I cannot reach the credits right now. What was reserved goes back by itself.';
  }
  if (trouble instanceof ScripError) return `… I had to stop: ${trouble.detail}.`;
  return '… Stopped. You pay for what was written until then.';
}
