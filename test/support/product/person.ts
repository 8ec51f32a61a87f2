import { expect, jest } from '@jest/globals';
import { generate } from 'otplib';
import supertest from 'supertest';
import type { Role } from '../../../api/auth/roles.js';
import { SystemClock } from '../../../platform/clock/clock.js';
import type { TestApi, TestProduct } from './app.js';

const COOKIE = /^__Host-scrip=([^;]*)/;

/** What a browser sends with requests of the console's own pages. */
export const OUR_PAGE = { 'sec-fetch-site': 'same-origin', 'x-scrip-csrf': '1' };

const STEP_MS = 30_000;

/** The system's clock as processes under test see it: so much ahead. */
export class MovedClock {
  aheadMs = 0;

  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** Has a process go by this clock. */
  govern({ app }: TestApi): void {
    jest.spyOn(app.get(SystemClock), 'now').mockImplementation(() => this.now());
  }
}

type Method = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';

/** A browser with a cookie jar, at one API process after the other. */
export class Person {
  /** Value of the session's cookie. */
  cookie: string | undefined;
  /** The TOTP secret that was enrolled. */
  secret = '';
  recoveryCodes: string[] = [];
  /** What every request says it is. */
  headers: Readonly<Record<string, string>> = OUR_PAGE;

  constructor(
    public api: TestApi,
    private readonly clock: MovedClock,
  ) {}

  /** A request with the cookie, not yet sent. */
  request(method: Method, path: string): supertest.Test {
    const request = supertest(this.api.app.getHttpServer())[method](path).set(this.headers);
    return this.cookie === undefined
      ? request
      : request.set('cookie', `__Host-scrip=${this.cookie}`);
  }

  /** Sends a request with the cookie, and keeps the one that is answered. */
  async ask(method: Method, path: string, body?: object): Promise<supertest.Response> {
    const request = this.request(method, path);
    const answer = await (body === undefined ? request : request.send(body));
    const set: unknown = answer.headers['set-cookie'];
    for (const each of Array.isArray(set) ? set : []) {
      const value = COOKIE.exec(String(each))?.[1];
      if (value !== undefined) this.cookie = value === '' ? undefined : value;
    }
    return answer;
  }

  get = (path: string) => this.ask('get', path);
  post = (path: string, body?: object) => this.ask('post', path, body);

  /** Signs in by password, as far as that goes. */
  logIn(email: string, password: string): Promise<supertest.Response> {
    return this.post('/v1/auth/login', { email, password });
  }

  /** Sets up TOTP and is signed in. */
  async enrol(): Promise<supertest.Response> {
    const { body } = await this.post('/v1/auth/enrol');
    this.secret = body.secret;
    const confirmed = await this.post('/v1/auth/enrol/confirm', { code: await this.code() });
    this.recoveryCodes = confirmed.body.recovery_codes;
    return confirmed;
  }

  /** A code that the app shows, of a step that no code was taken of. */
  code(): Promise<string> {
    this.clock.aheadMs += STEP_MS;
    return generate({ secret: this.secret, epoch: Math.floor(this.clock.now() / 1_000) });
  }
}

/** People of the demo, each signed in, by role: they have no TOTP. */
export async function demoPeople(product: TestProduct): Promise<ReadonlyMap<Role, DemoMember>> {
  const { body } = await product.post('/v1/demo-staff').expect(200);
  const people = new Map<Role, DemoMember>();
  for (const { email, password, role } of body.data as DemoAnswer[]) {
    const person = new Person(product, new MovedClock());
    expect((await person.logIn(email, password)).body).toEqual({ state: 'signed_in' });
    people.set(role, { person, password });
  }
  return people;
}

/** Somebody who is signed in, and the password that proves it again. */
export interface DemoMember {
  readonly person: Person;
  readonly password: string;
}

interface DemoAnswer {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}
