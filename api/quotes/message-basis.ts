import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { NO_USAGE, type Usage } from '../../domain/model/price.js';
import { AccountStream, type LoadedAccount } from '../accounts/account-stream.js';

/** Number of recent messages considered. */
const MAX_MESSAGES = 10;
/** Events searched for them: holds write several per message. */
const MAX_EVENTS_READ = 256;
const MAX_REMEMBERED_ACCOUNTS = 5_000;

/** A typical message: the mean of recent ones, in whole tokens. */
export interface Basis {
  readonly messages: number;
  readonly usage: Usage;
}

interface Known extends Basis {
  readonly revision: number;
}

/** Reads the usage of an account's recent messages from the end of its stream. */
@Injectable()
export class MessageBasis {
  private readonly known = new LRUCache<string, Known>({ max: MAX_REMEMBERED_ACCOUNTS });

  constructor(private readonly stream: AccountStream) {}

  /** `messages` is 0 without recent usage of a model. */
  async of({ state, revision }: LoadedAccount): Promise<Basis> {
    const { accountId } = state;
    const known = this.known.get(accountId);
    if (known?.revision === revision) return known;
    const from = Math.max(0, revision + 1 - MAX_EVENTS_READ);
    const events = await this.stream.eventsFrom(accountId, from, MAX_EVENTS_READ);
    const used = events.flatMap(({ fact }) => {
      if (fact.type !== 'CreditsDebited' && fact.type !== 'HoldSettled') return [];
      const { model, usage } = fact.data;
      return model !== undefined && usage && usedAny(usage) ? [usage] : [];
    });
    const last = used.slice(-MAX_MESSAGES);
    const basis = { revision, messages: last.length, usage: meanOf(last) };
    this.known.set(accountId, basis);
    return basis;
  }
}

/** Messages without usage are ignored. */
const usedAny = (usage: Usage): boolean => Object.values(usage).some((quantity) => quantity > 0);

/** The mean of each kind, rounded to whole tokens (halves up). */
export function meanOf(usages: readonly Usage[]): Usage {
  if (usages.length === 0) return NO_USAGE;
  const mean = (kind: keyof Usage) => {
    const sum = usages.reduce((total, usage) => total + usage[kind], 0);
    return Math.round(sum / usages.length);
  };
  return {
    inputTokens: mean('inputTokens'),
    cachedInputTokens: mean('cachedInputTokens'),
    outputTokens: mean('outputTokens'),
    reasoningTokens: mean('reasoningTokens'),
    images: mean('images'),
  };
}
