import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../../domain/instant.js';
import { DEFAULT_OVERLAP_MS, SigningKeys } from './signing-keys.js';

const MAX_OVERLAP_MINUTES = (24 * HOUR_MS) / MINUTE_MS;

/** How long the keys until now go on opening. */
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

/** The key that signs from now on, by its name. */
export const WidgetKeyAnswer = z
  .object({
    kid: z.string().meta({ description: 'Stands in every token: `wgt2_….<kid>.…`.' }),
  })
  .meta({ id: 'WidgetKey' });
export type WidgetKeyAnswer = z.input<typeof WidgetKeyAnswer>;

/** Has another key sign the tokens of widgets; tokens of those before it end after the overlap. */
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
