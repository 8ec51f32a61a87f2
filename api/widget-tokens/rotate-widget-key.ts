import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import { DEFAULT_OVERLAP_MS, SigningKeys } from './signing-keys.js';

const MAX_OVERLAP_MINUTES = (24 * HOUR_MS) / MINUTE_MS;

/** How long previous keys remain valid. */
export const WidgetKeyRotation = z
  .strictObject({
    overlap_minutes: z
      .number()
      .int()
      .min(0)
      .max(MAX_OVERLAP_MINUTES)
      .default(DEFAULT_OVERLAP_MS / MINUTE_MS),
  })
  .meta({ id: 'WidgetKeyRotation', examples: [{ overlap_minutes: 20 }] });
export type WidgetKeyRotation = z.output<typeof WidgetKeyRotation>;

/** Name of the new signing key. */
export const WidgetKeyAnswer = z
  .object({
    kid: z.string().describe('Stands in every token: `wgt2_….<kid>.…`.'),
  })
  .meta({ id: 'WidgetKey' });
export type WidgetKeyAnswer = z.input<typeof WidgetKeyAnswer>;

/** Rotates the signing key of widget tokens; tokens of previous keys end after the overlap. */
export class RotateWidgetKey extends Command<WidgetKeyAnswer> {
  constructor(readonly overlapMs: number) {
    super();
  }
}

@CommandHandler(RotateWidgetKey)
export class RotateWidgetKeyHandler implements ICommandHandler<RotateWidgetKey> {
  constructor(private readonly keys: SigningKeys) {}

  async execute({ overlapMs }: RotateWidgetKey): Promise<WidgetKeyAnswer> {
    await this.keys.rotate(overlapMs);
    const { kid } = await this.keys.newest();
    return { kid };
  }
}
