import { Readable } from 'node:stream';
import { Controller, Get, Headers, Query, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { pageOf, pageQuery, type Page } from '../shapes/cursor.js';
import { toProblem } from '../http/to-problem.js';
import { ANCHOR_COLUMNS } from './audit-columns.js';
import { CheckSlots, untilGone } from './check-slots.js';
import { Checked, Finding, type Step } from './finding.js';
import { AnchorAnswer, ListAnchors } from './list-anchors.js';
import { Verify } from './verify.js';
import { AccountId } from '../shapes/ids.js';
import { PositionText } from '../shapes/position.js';

const MAX_FINDINGS_IN_ANSWER = 100;

const VerifyQuery = z.strictObject({
  account: AccountId.optional().describe('One account; everything unless told.'),
});
type VerifyQuery = z.output<typeof VerifyQuery>;

const VerifyAnswer = z
  .object({
    ok: z.boolean(),
    data: z.array(Finding).describe(`The first ${MAX_FINDINGS_IN_ANSWER} findings.`),
    findings: z.number().int(),
    checked: Checked,
    notes: z.array(z.string()).describe('What could not be checked.'),
    position: PositionText.nullable(),
  })
  .meta({ id: 'Verification' });
type VerifyAnswer = z.output<typeof VerifyAnswer>;

const AnchorsQuery = z.strictObject(pageQuery);
type AnchorsQuery = z.output<typeof AnchorsQuery>;

@Controller('v1/audit')
@Tagged('Audit')
export class AuditController {
  constructor(
    private readonly verify: Verify,
    private readonly slots: CheckSlots,
    private readonly listAnchors: ListAnchors,
  ) {}

  @Get('verify')
  @Allow('audit:read')
  @Answers({
    id: 'verifyLog',
    summary: 'Proves the log, or names the first difference of each stream',
    description:
      'Hash chains, control figures, signed anchors, and the fold of the log against the read ' +
      'models. With `Accept: application/x-ndjson` a line for each step while it goes on: ' +
      '`progress`, `finding`, at last `result` (or `failed`).',
    answer: VerifyAnswer,
  })
  async check(
    @Query({ schema: VerifyQuery }) { account }: VerifyQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VerifyAnswer | Readable> {
    const gone = untilGone(reply);
    const steps = this.limited(
      account === undefined ? this.verify.everything(gone) : this.verify.account(account, gone),
    );
    if (!(accept ?? '').includes('application/x-ndjson')) return collect(steps);
    void reply.header('content-type', 'application/x-ndjson');
    return Readable.from(lines(steps));
  }

  @Get('anchors')
  @Allow('audit:read')
  @Answers({
    id: 'listAnchors',
    summary: 'Signed statements of what the log held, oldest first',
    description:
      'Keep copies elsewhere: `statement` is the exact text that `signature` signs. ' + ALSO_CSV,
    answer: pageOf(AnchorAnswer),
  })
  anchors(
    @Query({ schema: AnchorsQuery }) query: AnchorsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<AnchorAnswer> | StreamableFile> {
    const read = (asked: typeof query) => this.listAnchors.execute(asked);
    return pageOrCsv(csv, query, read, {
      name: 'anchors',
      subject: 'audit',
      columns: ANCHOR_COLUMNS,
    });
  }

  private async *limited(steps: AsyncGenerator<Step>): AsyncGenerator<Step> {
    const free = this.slots.take();
    try {
      yield* steps;
    } finally {
      free();
    }
  }
}

async function collect(steps: AsyncIterable<Step>): Promise<VerifyAnswer> {
  const data: Finding[] = [];
  for await (const step of steps) {
    if ('finding' in step && data.length < MAX_FINDINGS_IN_ANSWER) data.push(step.finding);
    if (!('result' in step)) continue;
    const { ok, findings, checked, notes, position } = step.result;
    return { ok, data, findings, checked, notes: [...notes], position };
  }
  throw new Error('a check ended without a result');
}

/** An interrupted check says so in its last line; without a `result` nothing was proven. */
async function* lines(steps: AsyncIterable<Step>): AsyncGenerator<string> {
  try {
    for await (const step of steps) yield `${JSON.stringify(step)}\n`;
  } catch (error) {
    const { code, message: detail } = toProblem(error);
    yield `${JSON.stringify({ failed: { code, detail } })}\n`;
  }
}
