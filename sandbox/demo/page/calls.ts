// "What Scrip saw": each call in a line of plain words that opens to what went over the wire.
import type { Call } from '../shared/wire.js';
import { amount, credits, h } from './dom.js';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const textOf = (value: unknown, name: string): string => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
};

/** One call, closed. */
export function drawCall(call: Call): HTMLElement {
  const { method, path, status, ms, request, answer } = call;
  const isStop = isObject(answer) && answer['allowed'] === false;
  const isFine = status >= 200 && status < 300 && !isStop;
  return h(
    'li',
    {},
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('span', { class: `status ${isFine ? 'fine' : 'amiss'}` }, String(status || 'lost')),
        h('span', { class: 'words' }, wordsFor(call)),
        h('span', { class: 'ms' }, `${ms} ms`),
      ),
      h('p', { class: 'path' }, h('b', {}, method), ' ', h('code', {}, path)),
      ids(answer),
      request === null ? null : code('Sent', request),
      answer === null ? null : code('Answered', answer),
    ),
  );
}

const code = (title: string, value: unknown) =>
  h(
    'figure',
    {},
    h('figcaption', {}, title),
    h('pre', { tabindex: '0' }, JSON.stringify(withoutSecrets(value), null, 2)),
  );

/** The token on the wire is the page's own; here it would only be noise. */
function withoutSecrets(value: unknown): unknown {
  const token = textOf(value, 'token');
  return isObject(value) && token ? { ...value, token: `${token.slice(0, 12)}…` } : value;
}

const IDS = ['hold_id', 'debit_id', 'event_id', 'position'];

function ids(answer: unknown): HTMLElement | null {
  const found = IDS.filter((name) => textOf(answer, name) !== '');
  if (found.length === 0) return null;
  return h(
    'dl',
    { class: 'ids' },
    ...found.map((name) =>
      h('div', {}, h('dt', {}, name), h('dd', {}, h('code', {}, textOf(answer, name)))),
    ),
  );
}

function wordsFor({ method, path, status, request, answer }: Call): string {
  if (status === 0) return 'Nobody answered';
  if (status >= 400) return `Refused: ${textOf(answer, 'code').replaceAll('_', ' ')}`;
  const given = textOf(answer, 'credits');
  if (path.endsWith('/gate')) return gateWords(textOf(request, 'action'), answer);
  if (path.endsWith('/holds')) return `Reserved ${credits(given)}`;
  if (path.endsWith('/extend')) return `Reserved ${amount(given)} more`;
  if (path.endsWith('/settle')) {
    return `Charged ${amount(given)}, gave back ${amount(textOf(answer, 'released'))}`;
  }
  if (path.endsWith('/debits')) {
    const action = textOf(request, 'action');
    return `Charged ${amount(given)} ${action ? `for ${nameOf(action)}` : 'on request'}`;
  }
  if (path.endsWith('/release')) return 'Let go of what was reserved';
  if (path.includes('/debits/')) return 'Read how the price is made';
  if (path.endsWith('/widget-tokens')) return 'Made a token for this page';
  if (path.endsWith('/subscription')) return 'Read what was subscribed to';
  if (path.endsWith('/balance')) return 'Read the balance';
  if (path.endsWith('/advance')) return 'Moved the clock';
  if (path === '/v1/accounts') return 'Opened an account';
  return `${method} ${path}`;
}

function gateWords(action: string, answer: unknown): string {
  const isAllowed = isObject(answer) && answer['allowed'] === true;
  const cost = textOf(answer, 'cost_estimate');
  const about = action === 'ai_change' ? '~' : '';
  const price = Number(cost) > 0 ? `, ${about}${amount(cost)}` : '';
  return `Gate: ${nameOf(action)} ${isAllowed ? 'allowed' : 'stopped'}${price}`;
}

const NAMES: Readonly<Record<string, string>> = {
  ai_change: 'AI change',
  image_generation: 'picture',
  connect_integration: 'connecting',
};

const nameOf = (action: string): string => NAMES[action] ?? action.replaceAll('_', ' ');
