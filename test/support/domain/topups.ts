import type { AccountCommand } from '../../../domain/account/commands.js';
import { credits, send, usd, type Step } from './account.js';

type Consent = Extract<AccountCommand, { type: 'ConfigureAutoTopUp' }>;

/** What was agreed to where a story does not say more. */
export const WORDS = { version: 'en-1', text: 'Charge my card $10.00 below 50 credits.' };

/** Consents to automatic top-ups: below 50 credits, one Small, at most $30 a month. */
export const consent = (more: Partial<Consent> = {}): Step =>
  send({
    type: 'ConfigureAutoTopUp',
    threshold: credits(50),
    pack: 'small',
    packVersion: 1,
    price: usd(10),
    credits: credits(200),
    monthlyCap: usd(30),
    consent: WORDS,
    ...more,
  });

export const withdrawConsent = send({ type: 'TurnOffAutoTopUp' });

/** A top-up is paid: 200 credits. */
export const toppedUp = (purchaseId: string): Step =>
  send({
    type: 'RecordPackPurchase',
    purchaseId,
    paymentId: `pi-${purchaseId}`,
    pack: 'small',
    packVersion: 1,
    credits: credits(200),
    paid: usd(10),
    isTopUp: true,
  });

export const topUpFails = (purchaseId: string, code = 'card_declined'): Step =>
  send({ type: 'RecordTopUpFailure', purchaseId, paymentId: `pi-${purchaseId}`, code });
