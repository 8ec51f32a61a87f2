/**
 * The widget as one file: `<script type="module" src="…/w/v1/credits.js">` defines the elements;
 * loading it twice, or two versions, does no harm: the first one stays.
 */
import { CreditBalance } from './elements/credit-balance.js';
import { CreditHistory } from './elements/credit-history.js';
import { CreditModelSelect } from './elements/credit-model-select.js';
import { CreditPacks } from './elements/credit-packs.js';
import { CreditPlan } from './elements/credit-plan.js';
import { CreditPurchases } from './elements/credit-purchases.js';
import { CreditTopUp } from './elements/credit-top-up.js';

const elements = {
  'credit-balance': CreditBalance,
  'credit-packs': CreditPacks,
  'credit-model-select': CreditModelSelect,
  'credit-history': CreditHistory,
  'credit-purchases': CreditPurchases,
  'credit-plan': CreditPlan,
  'credit-top-up': CreditTopUp,
};

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

export {
  CreditBalance,
  CreditHistory,
  CreditModelSelect,
  CreditPacks,
  CreditPlan,
  CreditPurchases,
  CreditTopUp,
};
