import { afterAll, beforeAll, expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProduct, type TestApi, type TestProduct } from './app.js';
import { LogLines } from './log-lines.js';
import { MovedClock, Person } from './person.js';

/** The administrator that a product under test is started with. */
export const ADMIN = {
  SCRIP_ADMIN_EMAIL: 'Root@acme.example',
  SCRIP_ADMIN_PASSWORD: 'a password for the root',
};

/** The password of people who took an invitation. */
export const PASSWORD = 'correct horse battery staple';

/** A person who took an invitation and enrolled. */
export interface Member {
  readonly id: string;
  readonly person: Person;
  /** The token of the invitation. */
  readonly token: string;
}

/** The role that has a permission which the administrator lacks. */
const COLLEAGUES = new Map<string | undefined, string>([
  ['adjustments:request', 'lead'],
  ['approvals:decide', 'lead'],
  ['catalogue:request', 'product'],
  ['catalogue:approve', 'finance'],
]);

/** A product of two API processes whose administrator has TOTP, for the tests of this file. */
export function consoleProduct() {
  const clock = new MovedClock();
  const logged = new LogLines();
  let product: TestProduct;
  let other: TestApi;
  let admin: Person;
  beforeAll(async () => {
    product = await startProduct({ ...ADMIN, LOG_LEVEL: 'debug' }, logged);
    other = await product.another();
    for (const api of [product, other]) clock.govern(api);
    admin = new Person(product, clock);
    await admin.logIn(ADMIN.SCRIP_ADMIN_EMAIL, ADMIN.SCRIP_ADMIN_PASSWORD);
    expect((await admin.enrol()).status).toBe(200);
  });
  afterAll(() => product?.close());

  const somebody = (api: TestApi = product) => new Person(api, clock);
  /** The administrator with an open step-up. */
  const stepped = async (): Promise<Person> => {
    if ((await statusOf(admin)) !== 200) {
      await admin.logIn(ADMIN.SCRIP_ADMIN_EMAIL, ADMIN.SCRIP_ADMIN_PASSWORD);
      await admin.post('/v1/auth/mfa', { code: await admin.code() });
    }
    await admin.post('/v1/auth/step-up', { code: await admin.code() });
    return admin;
  };
  /** Gives the token of a new invitation. */
  const invite = async (id: string): Promise<string> => {
    const { body } = await (await stepped()).post(`/v1/staff/${id}/invite`);
    return String(body.invite_url).split('#')[1] ?? '';
  };
  let made = 0;
  /** Makes a person who has taken an invitation and enrolled. */
  const member = async (role: string): Promise<Member> => {
    const email = `person${(made += 1)}@acme.example`;
    const created = await (await stepped()).post('/v1/staff', { name: 'Ada', email, role });
    const id = created.body.staff_id;
    const token = await invite(id);
    const person = somebody();
    const { body } = await person.post('/v1/auth/invite', { token, password: PASSWORD });
    expect(body).toEqual({ state: 'enrol' });
    await person.enrol();
    return { id, person, token };
  };
  /**
   * Who may do what only people do, by permission: the administrator or a colleague. Each proves
   * once who they are, after all are made, because every code moves the clock.
   */
  const permitted = async (permissions: Iterable<string | undefined>) => {
    const asked = [...new Set(permissions)];
    const colleagues = new Map<string, Person>();
    for (const permission of asked) {
      const role = COLLEAGUES.get(permission);
      if (role !== undefined && !colleagues.has(role)) {
        colleagues.set(role, (await member(role)).person);
      }
    }
    for (const person of colleagues.values()) {
      await person.post('/v1/auth/step-up', { code: await person.code() });
    }
    const root = await stepped();
    return new Map(
      asked.map((permission) => {
        const role = COLLEAGUES.get(permission);
        return [permission, (role !== undefined && colleagues.get(role)) || root];
      }),
    );
  };
  return {
    stepped,
    permitted,
    invite,
    member,
    clock,
    logged,
    theProduct: () => product,
    other: () => other,
    /** The administrator, as signed in at the beginning. */
    admin: () => admin,
    /** A browser without a session. */
    somebody,
    /** Another browser in which the administrator is signed in. */
    async signedIn(): Promise<Person> {
      const person = somebody();
      person.secret = admin.secret;
      await person.logIn(ADMIN.SCRIP_ADMIN_EMAIL, ADMIN.SCRIP_ADMIN_PASSWORD);
      const answer = await person.post('/v1/auth/mfa', { code: await person.code() });
      expect(answer.body).toEqual({ state: 'signed_in' });
      return person;
    },
    /** A person's session, used at another API process. */
    at(api: TestApi, { cookie }: Person): Person {
      const same = somebody(api);
      same.cookie = cookie;
      return same;
    },
    /** Waits until other processes have heard of what was announced before. */
    heard: () => sleep(300),
  };
}

/** Whether a person is signed in: the status of asking who they are. */
export const statusOf = async (person: Person): Promise<number> =>
  (await person.get('/v1/me')).status;
