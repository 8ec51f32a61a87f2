import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.js';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';

import { WIDGET_SCOPES, type WidgetScope, WidgetScopeName } from '../auth/permissions.js';
import { invalid } from '../http/problem.js';
import { MAX_TOKEN_CHARS } from './token.js';
import { WidgetTokens } from './widget-tokens.js';
import { MemberId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';

const MAX_LIFE_S = 15 * 60;
const MAX_ORIGINS = 8;
const MAX_ORIGIN_CHARS = 255;

/**
 * Default scopes: showing a balance and selling packs. Plan changes and top-ups are granted
 * explicitly.
 */
const USUAL_SCOPES: readonly WidgetScope[] = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
];

const Origin = z
  .string()
  .max(MAX_ORIGIN_CHARS)
  .refine(isOrigin, 'expected an origin such as "https://app.example", without a path');

/** Scopes and restrictions of a token. */
export const WidgetTokenBody = z
  .strictObject({
    scopes: z
      .array(WidgetScopeName)
      .min(1)
      .max(WIDGET_SCOPES.length)
      .default([...USUAL_SCOPES]),
    origins: z
      .array(Origin)
      .max(MAX_ORIGINS)
      .default([])
      .describe('Pages that may use it; any, unless told.'),
    expires_in_s: z.number().int().min(1).max(MAX_LIFE_S).default(MAX_LIFE_S),
    member_id: MemberId.optional(),
  })
  .meta({ id: 'NewWidgetToken', examples: [{ origins: ['https://app.example'] }] });
export type WidgetTokenBody = z.output<typeof WidgetTokenBody>;

/** A new token; not stored. */
export const WidgetTokenAnswer = z
  .object({
    token: z.string(),
    expires_at: InstantText,
    scopes: z.array(WidgetScopeName),
    origins: z.array(z.string()),
  })
  .meta({ id: 'WidgetToken' });
export type WidgetTokenAnswer = z.output<typeof WidgetTokenAnswer>;

/** Mints a token for the widget of one account. */
export class MintWidgetToken extends Command<WidgetTokenAnswer> {
  constructor(
    readonly accountId: string,
    readonly body: WidgetTokenBody,
  ) {
    super();
  }
}

@CommandHandler(MintWidgetToken)
export class MintWidgetTokenHandler implements ICommandHandler<MintWidgetToken> {
  constructor(
    private readonly stream: AccountStream,
    private readonly tokens: WidgetTokens,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, body }: MintWidgetToken): Promise<WidgetTokenAnswer> {
    const { member_id: memberId, expires_in_s: lifeS } = body;
    await this.demandAccount(accountId, memberId);
    const scopes = new Set(WIDGET_SCOPES.filter((scope) => body.scopes.includes(scope)));
    const origins = [...new Set(body.origins)];
    const expiresAt = this.clock.now() + lifeS * 1_000;
    const token = await this.tokens.mint({ accountId, memberId, scopes, origins, expiresAt });
    if (token.length > MAX_TOKEN_CHARS) {
      throw invalid([{ name: 'origins', reason: 'are too long to stand in one token' }]);
    }
    return { token, expires_at: formatInstant(expiresAt), scopes: [...scopes], origins };
  }

  private async demandAccount(accountId: string, memberId: string | undefined): Promise<void> {
    const { state } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    if (state.status === 'closed') {
      throw new DomainError('account_closed', { account_id: accountId });
    }
    if (memberId !== undefined && !state.members.get(memberId)) {
      throw new DomainError('member_not_found', { member_id: memberId });
    }
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return new URL(text).origin === text && /^https?:[^*]+$/.test(text);
}
