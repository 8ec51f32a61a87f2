import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import {
  DebitBody,
  DebitCredits,
  DebitCreditsHandler,
  type PreparedDebit,
} from './debit-credits.js';
import { writeAnswer } from '../accounts/schemas.js';
import type { DryRunOptions } from '../accounts/account-stream.js';
import type { Logger } from '../../platform/log.js';
import type { Caller } from '../auth/caller.js';
import { CreditsText } from '../shapes/credits.js';
import { inputHash, IdempotencyKeyText } from '../http/idempotency.js';
import { LOG } from '../http/log.js';
import { documentedAs } from '../openapi/json-schema.js';
import { ProblemSchema } from '../openapi/refusals.js';
import { problemOf } from '../http/problem.js';
import { toProblem } from '../http/to-problem.js';
import { validate } from '../http/validation.js';
import { BatchFaults } from './batch-faults.js';
import { AccountId, DebitId } from '../shapes/ids.js';

const CREATED = 201;
/** Limit of debits per batch. */
export const MAX_ITEMS_PER_BATCH = 1_000;
/** Limit of concurrent accounts per batch, to leave capacity for other requests. */
const MAX_ACCOUNTS_AT_ONCE = 64;

const named = { account_id: AccountId, idempotency_key: IdempotencyKeyText };

/** A debit with its account and key, which single debits have in path and header. */
const BatchItem = DebitBody.safeExtend(named).meta({
  id: 'BatchItem',
  examples: [{ account_id: 'acme', idempotency_key: 'request-1', credits: '2.5' }],
});

const itemsOf = <Item extends z.ZodType>(item: Item) =>
  z
    .strictObject({
      items: z.array(item).min(1).max(MAX_ITEMS_PER_BATCH),
      dry_run: z
        .boolean()
        .default(false)
        .describe(
          'Decides each item on the account as it is and writes nothing: `credits` and `balance` ' +
            'are what they would be if it were the only one.',
        ),
      assume_open: z
        .boolean()
        .default(false)
        .describe(
          'In a dry run, accounts that do not exist are taken for just opened, on the free plan. ' +
            'Refused without `dry_run`.',
        ),
    })
    .refine(({ dry_run, assume_open }) => dry_run || !assume_open, {
      path: ['assume_open'],
      error: 'expected with `dry_run` alone: a batch opens no accounts',
    });

/** Up to 1,000 debits; errors are reported per item. */
export const BatchBody = documentedAs(
  itemsOf(z.unknown()),
  itemsOf(BatchItem).meta({
    id: 'UsageBatch',
    examples: [
      { items: [{ account_id: 'acme', idempotency_key: 'request-1', credits: '2.5' }] },
      {
        items: [
          { account_id: 'acme', idempotency_key: 'request-2', action: 'ai_change', credits: '1' },
        ],
        dry_run: true,
      },
    ],
  }),
);
export type BatchBody = z.output<typeof BatchBody>;

const BatchResult = z
  .object({
    index: z.number().int().describe('Of the item, from 0.'),
    status: z.number().int().describe('What the item alone would be answered with.'),
    debit_id: DebitId.optional(),
    credits: CreditsText.optional(),
    overdrawn: CreditsText.optional(),
    balance: writeAnswer.balance.optional(),
    position: writeAnswer.position.optional(),
    hit: z.literal(true).optional().describe('It was written before, by this key.'),
    error: ProblemSchema.optional(),
  })
  .meta({ id: 'BatchResult' });
type BatchResult = z.input<typeof BatchResult>;

/** One result per item, in order. */
export const BatchAnswer = z.object({ results: z.array(BatchResult) }).meta({ id: 'BatchAnswer' });
export type BatchAnswer = z.input<typeof BatchAnswer>;

/** Caller and request of a batch. */
export interface BatchOrigin {
  readonly caller: Caller;
  readonly requestId: string;
  readonly url: string;
}

interface Readable {
  readonly index: number;
  readonly debit: DebitCredits;
}

const Named = z.looseObject(named);

/**
 * An item equals a `POST /v1/accounts/{id}/debits` with the same key: sent there or in another
 * batch, it is the same debit.
 */
const DEBIT_ROUTE = { method: 'POST', route: '/v1/accounts/:account_id/debits' };

/**
 * Writes the debits of a batch: those of one account in its order, in as few appends as can be.
 * Never fails for an item: its result says what was amiss with it.
 */
export class DebitBatch extends Command<BatchAnswer> {
  constructor(
    readonly body: BatchBody,
    readonly origin: BatchOrigin,
  ) {
    super();
  }
}

@CommandHandler(DebitBatch)
export class DebitBatchHandler implements ICommandHandler<DebitBatch> {
  constructor(
    private readonly debits: DebitCreditsHandler,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute({ body, origin }: DebitBatch): Promise<BatchAnswer> {
    const { items, dry_run, assume_open: assumeOpen } = body;
    const dryRunOptions = dry_run ? { assumeOpen } : undefined;
    const results = new Map<number, BatchResult>();
    const faults = new BatchFaults(this.log, origin.requestId);
    const failed = (index: number, error: unknown) =>
      results.set(index, failure(index, error, origin, faults));
    const accounts = new Map<string, Readable[]>();
    items.forEach((item, index) => {
      try {
        const debit = readItem(item, index, origin);
        const queue = accounts.get(debit.accountId) ?? [];
        accounts.set(debit.accountId, queue);
        queue.push({ index, debit });
      } catch (error) {
        failed(index, error);
      }
    });
    await eachAtOnce(MAX_ACCOUNTS_AT_ONCE, accounts.values(), async (queue) => {
      const outcomes = await this.debitQueue(queue, dryRunOptions);
      queue.forEach(({ index }, place) => {
        const one = outcomes[place];
        if (one?.status === 'fulfilled') results.set(index, { index, ...one.value });
        else failed(index, one?.reason);
      });
    });
    faults.end();
    return { results: items.map((_, index) => results.get(index) ?? lost(index)) };
  }

  /** Prepares all items first, so that they enter the mailbox together. */
  private async debitQueue(queue: readonly Readable[], dryRunOptions: DryRunOptions | undefined) {
    const prepared = await Promise.allSettled(queue.map(({ debit }) => this.debits.prepare(debit)));
    return Promise.allSettled(
      queue.map(async ({ debit }, place) => {
        const one = prepared[place];
        if (one?.status !== 'fulfilled') throw one?.reason;
        return dryRunOptions
          ? this.dryRunOne(debit, one.value, dryRunOptions)
          : this.writeOne(debit, one.value);
      }),
    );
  }

  private async writeOne(debit: DebitCredits, prepared: PreparedDebit): Promise<ItemResult> {
    const { answer, hit } = await this.debits.write(debit, prepared);
    const { debit_id, credits, overdrawn, balance, position } = answer;
    const written = { status: CREATED, debit_id, credits, overdrawn, balance, position };
    return hit ? { ...written, hit } : written;
  }

  private async dryRunOne(
    debit: DebitCredits,
    prepared: PreparedDebit,
    options: DryRunOptions,
  ): Promise<ItemResult> {
    const dryRun = await this.debits.dryRun(debit, prepared, options);
    const { credits, overdrawn, balance, hit } = dryRun;
    const amounts = { credits: formatCredits(credits), overdrawn: formatCredits(overdrawn) };
    const result = { status: CREATED, ...amounts, balance };
    return hit ? { ...result, hit } : result;
  }
}

type ItemResult = Omit<BatchResult, 'index'>;

function failure(
  index: number,
  error: unknown,
  { requestId, url }: BatchOrigin,
  faults: BatchFaults,
): BatchResult {
  const problem = toProblem(error);
  if (problem.status >= 500) faults.add(index, problem);
  return { index, status: problem.status, error: problemOf(problem, url, requestId) };
}

const lost = (index: number): BatchResult => {
  throw new Error(`item ${index} of a batch has no result`);
};

/** Throws the 422 that names the field: `items[3].credits`. */
function readItem(item: unknown, index: number, { caller, requestId }: BatchOrigin): DebitCredits {
  const name = `items[${index}]`;
  const {
    account_id: accountId,
    idempotency_key: commandId,
    ...debit
  } = validate(BatchItem, item, name);
  // The input as sent, without defaults.
  const { account_id: _account, idempotency_key: _key, ...body } = Named.parse(item);
  const input = inputHash({ ...DEBIT_ROUTE, params: { account_id: accountId }, body });
  return new DebitCredits(accountId, debit, { commandId, inputHash: input, requestId }, caller);
}

async function eachAtOnce<Item>(
  most: number,
  all: Iterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = all[Symbol.iterator]();
  const worker = async () => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
