import { describe, expect, it } from '@jest/globals';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { balanceOfLog } from '../../../api/balance/balance-of-log.js';
import { accountCalls } from '../../support/product/account-calls.js';

const calls = accountCalls();
const { open, debit, adjust, hold, get, post, theProduct } = calls;

const inDays = (days: number) =>
  new Date(theProduct().harness.clock.now() + days * 86_400_000).toISOString();

/** As the read model answers it, which is as the log itself has it. */
const nextExpiry = async (account: string) => {
  const { next_expiry: expiry, position } = await get(`/v1/accounts/${account}/balance`);
  const log = await theProduct().app.get(AccountStream).load(account);
  expect({ expiry, position }).toEqual({
    expiry: balanceOfLog(log, account).next_expiry,
    position: balanceOfLog(log, account).position,
  });
  return expiry;
};

describe('the next expiry of a balance', () => {
  it('is none for a plan that renews and for credits that never end', async () => {
    const account = await open();
    await adjust(account, '50');
    expect(await nextExpiry(account)).toBeNull();
    const { next_expiry: then } = await get(`/v1/accounts/${account}/balance?as_of=${inDays(0)}`);
    expect(then).toBeNull();
  });

  it('is the soonest, with all that end then', async () => {
    const account = await open();
    const [soon, later] = [inDays(40), inDays(80)];
    await adjust(account, '7', { expires_at: later });
    expect(await nextExpiry(account)).toEqual({ credits: '7', expires_at: later });
    await adjust(account, '5', { expires_at: soon });
    await adjust(account, '2.5', { expires_at: soon });
    expect(await nextExpiry(account)).toEqual({ credits: '7.5', expires_at: soon });
  });

  it('counts what is free of them, and turns to the next when nothing is', async () => {
    const account = await open();
    const [soon, later] = [inDays(3), inDays(5)];
    await adjust(account, '10', { expires_at: soon });
    await adjust(account, '4', { expires_at: later });
    await debit(account, { credits: '1' });
    await hold(account, { credits: '2' });
    expect(await nextExpiry(account)).toEqual({ credits: '7', expires_at: soon });
    await debit(account, { credits: '8' });
    expect(await nextExpiry(account)).toEqual({ credits: '3', expires_at: later });
  });

  it('is that of a former plan after an upgrade', async () => {
    const account = await open();
    const { plan } = await get(`/v1/accounts/${account}/balance`);
    await calls.pass(86_400);
    await post(`/v1/accounts/${account}/plan-changes`, { plan: 'pro', when: 'now' }, 200);
    expect(await nextExpiry(account)).toEqual({ credits: '100', expires_at: plan.renews_at });
  });

  it('is none once time stands still for the account', async () => {
    const account = await open();
    await adjust(account, '10', { expires_at: inDays(3) });
    await post(`/v1/accounts/${account}/close`, { reason_code: 'other', note: 'why' }, 200);
    expect(await nextExpiry(account)).toBeNull();
  });
});
