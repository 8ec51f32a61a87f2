import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { CreditsText } from '../../shapes/credits.js';
import { AccountId } from '../../shapes/ids.js';
import { Refusal } from '../../shapes/refusal.js';
import { asUnavailable } from '../converge/account-lease.js';
import { LookAhead } from '../converge/look-ahead.js';
import type { StepAhead } from '../converge/billing-objects.js';
import { FindingClassName, SeverityName } from '../findings/finding-shapes.js';
import { FINDING_CLASSES } from '../plan/finding-classes.js';
import { PurchaseState } from '../plan/purchase-state.js';
import { PurchaseId, StripeObjectId } from '../records/ids.js';
import { ReplayedObject } from './replayed-object.js';

/** What looking at a webhook's object would do now. */
export const ReplayPreview = z
  .object({
    object_id: StripeObjectId,
    is_there: z.boolean().describe('Whether Stripe has the object.'),
    account_id: AccountId.nullable(),
    purchase_id: PurchaseId.nullable(),
    purchase_state: z
      .object({ before: PurchaseState, after: PurchaseState })
      .nullable()
      .describe('Null where no purchase of ours explains it.'),
    commands: z
      .array(
        z
          .object({
            command_id: z
              .string()
              .regex(/^[a-z]{2,20}[_:][\w:.-]{1,280}$/)
              .describe('The id of the money object, and what became of it.'),
            type: z.string().meta({ examples: ['RecordPackPurchase'] }),
            credits: CreditsText.nullable(),
            refused: Refusal.nullable().describe('Why the account would refuse it.'),
          })
          .meta({ id: 'ReplayCommand' }),
      )
      .describe('What the ledger would be told, in order.'),
    findings: z.array(
      z
        .object({
          class: FindingClassName,
          severity: SeverityName,
          object_id: StripeObjectId,
          ours: z.string().nullable(),
          theirs: z.string().nullable(),
          is_known: z.boolean().describe('It was found before.'),
        })
        .meta({ id: 'ReplayFinding' }),
    ),
  })
  .meta({ id: 'ReplayPreview' });
export type ReplayPreview = z.input<typeof ReplayPreview>;

/** Looks at what replaying a webhook would do; writes nothing. */
@Injectable()
export class PreviewReplay {
  constructor(
    private readonly objects: ReplayedObject,
    private readonly lookAhead: LookAhead,
  ) {}

  /** 404; 409 `nothing_to_replay`; 503 where Stripe does not answer. */
  async of(eventId: string): Promise<ReplayPreview> {
    const objectId = await this.objects.of(eventId);
    const ahead = await this.lookAhead.at(objectId).catch((error: unknown) => {
      throw asUnavailable(error);
    });
    const { accountId, purchaseId, states } = ahead;
    return {
      object_id: objectId,
      is_there: ahead.isThere,
      account_id: accountId,
      purchase_id: purchaseId,
      purchase_state: states,
      commands: ahead.steps.map(({ step, refused }) => ({
        command_id: step.commandId,
        type: step.command.type,
        credits: creditsOf(step),
        refused,
      })),
      findings: ahead.findings.map(
        ({ class: name, objectId: object_id, ours, theirs, isKnown }) => ({
          class: name,
          severity: FINDING_CLASSES[name],
          object_id,
          ours,
          theirs,
          is_known: isKnown,
        }),
      ),
    };
  }
}

/** What a step grants; null: what it takes shows once it is done. */
const creditsOf = ({ command }: StepAhead): string | null =>
  command.type === 'RecordPackPurchase' || command.type === 'RecordPlanPayment'
    ? formatCredits(command.credits)
    : null;
