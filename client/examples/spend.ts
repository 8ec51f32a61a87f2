// What a product does with Scrip, in the order of one message of a user. Beside `npm start`:
//   SCRIP_URL=$(cat .scrip/url) SCRIP_API_KEY=$(cat .scrip/api-key) \
//     node --import ./test/support/ts.mjs client/examples/spend.ts acme sonnet
// SCRIP_URL says where the API is (default http://127.0.0.1:3000), SCRIP_API_KEY who asks.
import { pathToFileURL } from 'node:url';
import {
  createClient,
  InsufficientCredits,
  meterStream,
  NoAnswer,
  ScripError,
  uuidv7,
  type Scrip,
  type Usage,
} from '@scrip/client';

/** Who spends, and on which model. */
export interface Spender {
  readonly account_id: string;
  readonly model: string;
}

type Say = (line: string) => void;

/** Asks, charges, streams and reads; `say` hears what happened. */
export async function spend(scrip: Scrip, spender: Spender, say: Say): Promise<void> {
  if (!(await mayChange(scrip, spender, say))) return;
  await chargeWhatHappened(scrip, spender, say);
  const position = await stream(scrip, spender, say);
  await readBalance(scrip, spender, position, say);
  await letWidgetIn(scrip, spender, say);
}

/** Before anything is done: what would it cost, and is that there? Reserves nothing. */
async function mayChange(scrip: Scrip, { account_id, model }: Spender, say: Say): Promise<boolean> {
  const { data } = await scrip.POST('/v1/accounts/{account_id}/gate', {
    params: { path: { account_id } },
    body: { action: 'ai_change', model, usage_estimate: ESTIMATE },
  });
  say(`gate: ${data.allowed ? 'allowed' : 'refused'}, about ${data.cost_estimate ?? '0'} credits`);
  for (const option of data.options) say(`  or: ${option.kind}`);
  return data.allowed;
}

/** Something that has happened already and cost what it cost. */
async function chargeWhatHappened(scrip: Scrip, { account_id }: Spender, say: Say): Promise<void> {
  // Your own id of what happened is the best key: whoever sends it again, it is charged once.
  const key = `connect-${uuidv7()}`;
  for (const time of ['once', 'again']) {
    const { data, response } = await scrip.POST('/v1/accounts/{account_id}/debits', {
      params: { path: { account_id }, header: { 'Idempotency-Key': key } },
      body: { credits: '1.5', feature: 'connect' },
    });
    const hit = response.headers.has('idempotency-hit') ? 'as before' : 'now';
    say(`debit, ${time}: ${data.credits} credits, ${hit}, ${data.balance.available} left`);
  }
}

const ESTIMATE: Usage = { input_tokens: 2_000, output_tokens: 1_000 };

/** A streamed call: held before it begins, extended while it goes on, charged as it was. */
async function stream(
  scrip: Scrip,
  { account_id, model }: Spender,
  say: Say,
): Promise<string | undefined> {
  let position: string | undefined;
  const chunks = meterStream(
    scrip,
    account_id,
    {
      model,
      estimate: ESTIMATE,
      feature: 'chat',
      onReceipt({ credits, balance, debit_id, ...receipt }) {
        position = receipt.position;
        say(`charged: ${credits} credits (${debit_id}), ${balance.available} left`);
      },
    },
    yourModel,
    ({ tokens }, { output_tokens = 0 }) => ({
      input_tokens: 2_000,
      output_tokens: output_tokens + tokens,
    }),
  );
  try {
    let text = '';
    for await (const chunk of chunks) text += chunk.text;
    say(`stream: ${text.trim()}`);
  } catch (error) {
    if (!(error instanceof InsufficientCredits)) throw error;
    say(`stream: stopped, ${error.required} credits more were needed`);
  }
  return position;
}

/** In the place of your model's stream: it ends when the signal says so. */
async function* yourModel(signal: AbortSignal) {
  for (const text of ['Here ', 'is ', 'your ', 'page.']) {
    signal.throwIfAborted();
    yield Promise.resolve({ text, tokens: 400 });
  }
}

/** What is left, as of that write or later. */
async function readBalance(
  scrip: Scrip,
  { account_id }: Spender,
  min_position: string | undefined,
  say: Say,
): Promise<void> {
  const { data } = await scrip.GET('/v1/accounts/{account_id}/balance', {
    params: { path: { account_id }, query: { ...(min_position && { min_position }) } },
  });
  say(
    `balance: ${data.available} credits, ${data.level}, renewed ${data.plan?.renews_at ?? 'never'}`,
  );
}

/** For the page, which must not hold an API key: good for this account and 15 minutes. */
async function letWidgetIn(scrip: Scrip, { account_id }: Spender, say: Say): Promise<void> {
  const { data } = await scrip.POST('/v1/accounts/{account_id}/widget-tokens', {
    params: { path: { account_id } },
    body: { origins: ['https://app.example'] },
  });
  say(`widget: a token for ${data.origins.join(', ')}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { SCRIP_URL: url = 'http://127.0.0.1:3000', SCRIP_API_KEY: apiKey = '' } = process.env;
  const [, , account_id = 'acme', model = 'sonnet'] = process.argv;
  try {
    await spend(createClient({ url, apiKey }), { account_id, model }, console.log);
  } catch (error) {
    if (!(error instanceof NoAnswer || error instanceof ScripError)) throw error;
    console.error(`${error.message} (SCRIP_URL is ${url})`);
    process.exitCode = 1;
  }
}
