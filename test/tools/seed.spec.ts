import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCOUNTS, seedAccount, WEEKS } from '../../tools/seed/company.js';
import { creditsFor, SEED_MODELS } from '../../tools/seed/models.js';
import { DAY_MS, HOUR_MS, parseInstant } from '../../domain/instant.js';
import { Client } from '../../tools/lib/client.js';
import { companyUntil, liveStory, seedModels, type Seeded } from '../../tools/seed/run.js';
import { describeStaff, seedStaff } from '../../tools/seed/staff.js';
import { MovedClock, Person } from '../support/product/person.js';
import { startProduct, TEST_KEY, type TestProduct } from '../support/product/app.js';

const company = { seed: 1, until: Date.UTC(2026, 0, 20, 15) };
const accounts = Array.from({ length: ACCOUNTS }, (_, i) => seedAccount(company, i));
const steps = accounts.flatMap((account) => account.steps);

describe('the demo company', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seedAccount(company, 3)).toEqual(accounts[3]);
    const other = seedAccount({ ...company, seed: 2 }, 3);
    expect(other.steps).not.toEqual(accounts[3]?.steps);
    expect(other.id).toBe(`${accounts[3]?.id}-2`);
  });

  it('has accounts of their own names on every plan, in many zones', () => {
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(ACCOUNTS);
    expect(new Set(accounts.map(({ plan }) => plan))).toEqual(new Set(['free', 'pro', 'team']));
    expect(new Set(accounts.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(5);
  });

  it('uses every model, asks again by name never, and does everything a company does', () => {
    const debits = steps.filter(({ route }) => route === 'debits');
    expect(debits.length).toBeGreaterThan(2_000);
    expect(debits.length).toBeLessThan(20_000);
    const used = new Set(debits.map(({ body }) => body['model']));
    expect(used).toEqual(new Set(SEED_MODELS.map(({ id }) => id)));
    const routes = new Set(steps.map(({ route }) => route));
    expect(routes).toEqual(
      new Set(['debits', 'refunds', 'adjustments', 'plan-changes', 'suspend']),
    );
    for (const account of accounts) {
      expect(new Set(account.steps.map(({ name }) => name)).size).toBe(account.steps.length);
    }
  });

  it('gives nothing back to the account that is overdrawn, whenever it is made', () => {
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      const { steps } = seedAccount({ seed: 1, until: company.until + hour * HOUR_MS }, 13);
      expect(new Set(steps.map(({ route }) => route))).toEqual(new Set(['debits']));
    }
  });

  it('has lived for some weeks, up to now and not beyond', () => {
    const times = steps.flatMap(({ body }) => parseInstant(String(body['occurred_at'])) ?? []);
    expect(Math.max(...times)).toBeLessThan(company.until);
    expect(Math.min(...times)).toBeGreaterThan(company.until - (WEEKS * 7 + 2) * DAY_MS);
  });
});

describe('a rate of the demo company', () => {
  it.each([
    ['0.05', '1.25'],
    ['3', '75'],
    ['0.075', '1.875'],
    ['75', '1875'],
    ['0.01', '0.25'],
  ])('of $%s costs %s credits', (dollars, credits) => expect(creditsFor(dollars)).toBe(credits));
});

describe('seeding', () => {
  let product: TestProduct;
  let client: Client;
  beforeAll(async () => {
    product = await startProduct();
    const { port } = product.app.getHttpServer().address() as AddressInfo;
    client = new Client({ url: `http://127.0.0.1:${port}`, apiKey: TEST_KEY });
  });
  afterAll(async () => {
    await product.close();
  });

  /** The suspended account, the overdrawn one, and the first. */
  const SOME = [7, 13, 0];

  async function seedSome(): Promise<Seeded> {
    await seedModels(client);
    const until = await companyUntil(client, 1);
    const seeded: Seeded = { done: 0, alreadyThere: 0, refused: 0 };
    const stories = SOME.map((index) => seedAccount({ seed: 1, until }, index));
    await Promise.all(stories.map((account) => liveStory(client, 1, account, seeded)));
    return seeded;
  }

  it('is done by commands alone, and changes nothing when it is done again', async () => {
    const first = await seedSome();
    expect(first).toMatchObject({ alreadyThere: 0, refused: 0 });
    expect(first.done).toBeGreaterThan(100);
    expect(await seedSome()).toEqual({ done: 0, alreadyThere: first.done, refused: 0 });
    const [suspended, overdrawn] = SOME.map((index) => accounts[index]?.id);
    const { body } = await product.get(`/v1/accounts/${suspended}`).expect(200);
    expect(body).toMatchObject({ status: 'suspended' });
    const balance = await product.get(`/v1/accounts/${overdrawn}/balance`).expect(200);
    expect(balance.body).toMatchObject({ level: 'overdrawn', available: '0' });
  });

  it('makes people who sign in without TOTP, each time with the same passwords', async () => {
    const people = await seedStaff(client);
    expect(people.map(({ role }) => role)).toEqual([
      'admin',
      'lead',
      'support',
      'finance',
      'product',
      'operator',
    ]);
    expect(await seedStaff(client)).toEqual(people);
    const told = describeStaff(people, client.origin);
    expect(told).toMatch(/^sign in to http:\/\/\S+:\d+\/console as\n/);
    for (const { email, role, password } of people) {
      expect(told).toContain(`${email}  ${password}`);
      const person = new Person(product, new MovedClock());
      expect((await person.logIn(email, password)).body).toEqual({ state: 'signed_in' });
      expect((await person.get('/v1/me')).body).toMatchObject({ role, has_totp: false });
      const wrong = await person.post('/v1/auth/step-up', { password: 'wrong' });
      expect(wrong.body.code).toBe('invalid_credentials');
      const { body } = await person.post('/v1/auth/step-up', { password });
      expect(body).toHaveProperty('step_up_until');
    }
  });

  it('makes nobody in production, where people of the demo need TOTP', async () => {
    const [admin] = await seedStaff(client);
    const production = await product.another({ SCRIP_MODE: 'production' });
    expect((await production.post('/v1/demo-staff')).status).toBe(404);
    const person = new Person(production, new MovedClock());
    const { body } = await person.logIn(admin?.email ?? '', admin?.password ?? '');
    expect(body).toEqual({ state: 'enrol' });
  });
});
