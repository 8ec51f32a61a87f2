// Shows the cost of a message in one line, with details.
import type { ModelCard, Paid, PriceLine, Receipt } from '../shared/wire.js';
import { amount, count, credits, h } from './dom.js';

const OUTCOMES: Readonly<Record<string, string>> = {
  ok: 'done',
  aborted: 'stopped early',
  failed: 'no use, but the model worked',
  platform_error: 'our fault, free',
};

/** One line that opens: reserved, used, returned, and the sum that the price is. */
export function drawReceipt(receipt: Receipt, models: readonly ModelCard[]): HTMLElement {
  const { model, mode, used, outcome } = receipt;
  const name = models.find(({ id }) => id === model)?.name ?? model;
  const said = [name, mode === 'plan' ? 'Plan' : '', OUTCOMES[outcome] ?? outcome];
  return h(
    'details',
    { class: `receipt ${outcome === 'ok' ? '' : 'odd'}` },
    h(
      'summary',
      {},
      h('b', {}, credits(used)),
      h('span', {}, said.filter((text) => text !== '').join(' · ')),
    ),
    flow(receipt),
    sum(receipt),
    h(
      'p',
      { class: 'ids' },
      'Debit ',
      h('code', {}, receipt.debit_id),
      ', settled from hold ',
      h('code', {}, receipt.hold_id),
    ),
  );
}

/** The same for an action with a price of its own. */
export function drawPaid(paid: Paid): HTMLElement {
  const { what, credits: taken, available, debit_id, policy_version: version } = paid;
  const row = (name: string, value: string, kind = '') =>
    h('div', { class: kind }, h('dt', {}, name), h('dd', {}, value));
  return h(
    'details',
    { class: 'receipt' },
    h('summary', {}, h('b', {}, credits(taken)), h('span', {}, `${what} · fixed price`)),
    h(
      'dl',
      { class: 'flow' },
      row(`Price in the gate policy${version === null ? '' : ` ${version}`}`, amount(taken)),
      row('Charged', amount(taken), 'strong'),
      row('Left now', amount(available)),
    ),
    h('p', { class: 'ids' }, 'Debit ', h('code', {}, debit_id)),
  );
}

function flow({ held, extended, used, returned, debt, available }: Receipt): HTMLElement {
  const row = (name: string, value: string, kind = '') =>
    h('div', { class: kind }, h('dt', {}, name), h('dd', {}, value));
  return h(
    'dl',
    { class: 'flow' },
    row('Reserved before', amount(held)),
    row('Reserved while it ran', Number(extended) > 0 ? `+${amount(extended)}` : '0'),
    row('Used', amount(used), 'strong'),
    row('Given back', amount(returned)),
    Number(debt) > 0 ? row('Owed', amount(debt)) : null,
    row('Left now', amount(available)),
  );
}

const KINDS: Readonly<Record<string, string>> = {
  input: 'tokens in',
  cached_input: 'tokens in, cached',
  output: 'tokens out',
  reasoning: 'tokens of thinking',
  image: 'images',
  request: 'request',
};

function sum({ lines, multipliers, used, model_calls: calls }: Receipt): HTMLElement {
  const row = (name: string, figure: string, credits: string) =>
    h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, figure), h('td', {}, credits));
  return h(
    'table',
    { class: 'sum' },
    h('caption', {}, `How ${used} came about, over ${calls} requests to the model`),
    h(
      'tbody',
      {},
      ...lines.map((line) => row(KINDS[line.kind] ?? line.kind, figures(line), line.credits)),
      ...multipliers.map(({ kind, key, factor, credits }) =>
        row(`${kind.replaceAll('_', ' ')}: ${key.replaceAll('_', ' ')}`, `× ${factor}`, credits),
      ),
      row('Charged', 'rounded up to a millionth', used),
    ),
  );
}

const figures = ({ quantity, rate, per }: PriceLine): string =>
  per === 1 ? `${count(quantity)} × ${rate}` : `${count(quantity)} × ${rate} a million`;
