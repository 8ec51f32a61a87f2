import { z } from 'zod';
import { Instant } from '../../domain/instant.js';
import { codeOf, expectBody, refusal, succeeded, type Answer } from '../lib/answer.js';
import type { Client } from '../lib/client.js';
import { failed } from '../lib/failure.js';
import { seedAccount, type SeedAccount, type Step } from './company.js';
import { SEED_MODELS } from './models.js';

const Opened = z.object({ opened_at: Instant });
const Debited = z.object({ debit_id: z.string() });

/** Refusals that a story may meet: they change nothing and are part of a lively company. */
const EXPECTED = new Set(['insufficient_credits', 'account_suspended']);

/** What a seeding has done. */
export interface Seeded {
  done: number;
  alreadyThere: number;
  refused: number;
}

/**
 * Registers the models and publishes their first rates. A model that already has a rate keeps it:
 * prices are the operator's.
 */
export async function seedModels(client: Client): Promise<void> {
  for (const { id, rate, ...description } of SEED_MODELS) {
    const model = await client.call('GET', `/v1/models/${id}`);
    if (succeeded(model) && z.object({ rate: z.looseObject({}) }).safeParse(model.body).success) {
      continue;
    }
    const put = { body: description, key: `seed-model-${id}` };
    must(await client.call('PUT', `/v1/models/${id}`, put), `model ${id}`);
    const publish = { body: rate, key: `seed-rate-${id}` };
    must(await client.call('POST', `/v1/models/${id}/rates`, publish), `rate of ${id}`);
  }
}

/** Opens the account unless it is there. */
export async function openAccount(
  client: Client,
  seed: number,
  account: Omit<SeedAccount, 'steps'>,
): Promise<void> {
  const { id, name, email, plan, timeZone } = account;
  const body = { account_id: id, name, email, plan, time_zone: timeZone };
  const answer = await client.call('POST', '/v1/accounts', {
    body,
    key: `seed-${seed}-open-${id}`,
  });
  if (codeOf(answer) !== 'account_exists') must(answer, `account ${id}`);
}

/**
 * When the company's first account was opened: the same on every run, so a second run asks for
 * exactly what the first did and finds it there.
 */
export async function companyUntil(client: Client, seed: number): Promise<Instant> {
  const first = seedAccount({ seed, until: 0 }, 0);
  await openAccount(client, seed, first);
  const answer = await client.call('GET', `/v1/accounts/${first.id}`);
  return expectBody(answer, Opened, `account ${first.id}`).opened_at;
}

/** Lives one account's story, step after step. */
export async function liveStory(
  client: Client,
  seed: number,
  account: SeedAccount,
  seeded: Seeded,
): Promise<void> {
  await openAccount(client, seed, account);
  const debitIds = new Map<string, string>();
  for (const step of account.steps) {
    const path = pathOf(account.id, step, debitIds);
    if (path === undefined) continue;
    const key = `seed-${seed}-${step.name}`;
    const answer = await client.call('POST', path, { body: step.body, key });
    if (succeeded(answer)) {
      if (answer.hit) seeded.alreadyThere += 1;
      else seeded.done += 1;
      if (step.route === 'debits') {
        debitIds.set(step.name, expectBody(answer, Debited, step.name).debit_id);
      }
    } else if (EXPECTED.has(codeOf(answer))) {
      seeded.refused += 1;
    } else {
      throw failed(`${account.id}, ${step.name}: ${refusal(answer)}`);
    }
  }
}

/** A refund of a debit that was refused has nothing to give back. */
function pathOf(id: string, step: Step, debitIds: ReadonlyMap<string, string>): string | undefined {
  if (step.route !== 'refunds') return `/v1/accounts/${id}/${step.route}`;
  const debit = debitIds.get(step.debit ?? '');
  return debit && `/v1/accounts/${id}/debits/${debit}/refunds`;
}

function must(answer: Answer, what: string): void {
  if (!succeeded(answer)) throw failed(`${what}: ${refusal(answer)}`);
}
