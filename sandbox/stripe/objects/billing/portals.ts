import type { Stripe } from 'stripe';
import { list } from '../../http/lists.js';
import { type Answer, retrieve, route } from '../../http/route.js';
import { invalid, outside } from '../../state/errors.js';
import { newId } from '../../state/ids.js';
import type { Kinds } from '../../state/kinds.js';
import { nulls } from '../../state/nulls.js';
import type { Turn } from '../../state/turn.js';
import { given, metadataAfter, orNull } from '../metadata.js';

type Configuration = Kinds['billing_portal.configuration'];
type Features = Configuration['features'];
type CreateParams = Stripe.BillingPortal.ConfigurationCreateParams;
type UpdateParams = Stripe.BillingPortal.ConfigurationUpdateParams;

/** What a portal offers of which nothing was said. */
const NOTHING: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
    },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};

/** The features after a request. Throws a StripeFailure for those that the double does not have. */
function featuresAfter(before: Features, asked: UpdateParams['features'] = {}): Features {
  for (const name of ['customer_update', 'subscription_pause', 'subscription_update'] as const) {
    if (asked[name]?.enabled === true) throw outside(`${name} in the portal`, `features[${name}]`);
  }
  const cancel = asked.subscription_cancel;
  if (cancel?.mode !== undefined && cancel.mode !== 'at_period_end') {
    throw outside(`cancellation ${cancel.mode}`, 'features[subscription_cancel][mode]');
  }
  const param = 'features[subscription_cancel][proration_behavior]';
  if (cancel?.proration_behavior !== undefined && cancel.proration_behavior !== 'none') {
    throw invalid('Prorations need `mode=immediately`.', { param });
  }
  return {
    ...before,
    invoice_history: { enabled: (asked.invoice_history ?? before.invoice_history).enabled },
    payment_method_update: {
      ...before.payment_method_update,
      enabled: (asked.payment_method_update ?? before.payment_method_update).enabled,
    },
    subscription_cancel: {
      ...before.subscription_cancel,
      enabled: cancel?.enabled ?? before.subscription_cancel.enabled,
    },
  };
}

/** What else of a configuration is asked for. */
const othersAfter = (before: Configuration, params: UpdateParams): Partial<Configuration> => ({
  ...(params.business_profile && {
    business_profile: {
      ...before.business_profile,
      headline: orNull(params.business_profile.headline),
    },
  }),
  ...(params.default_return_url !== undefined && {
    default_return_url: orNull(params.default_return_url),
  }),
  ...(params.name !== undefined && { name: orNull(params.name) }),
  ...(params.metadata !== undefined && {
    metadata: metadataAfter(before.metadata ?? {}, params.metadata),
  }),
});

/** https://docs.stripe.com/api/customer_portal/configurations/create */
async function create(turn: Turn, params: CreateParams): Promise<Answer> {
  const bare: Configuration = {
    ...nulls('billing_portal.configuration'),
    id: newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: turn.now,
    features: featuresAfter(NOTHING, params.features),
    // The default one is made in the Dashboard.
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    updated: turn.now,
  };
  const configuration = { ...bare, ...othersAfter(bare, params) };
  const event = 'billing_portal.configuration.created';
  return { body: await turn.create(configuration, event) };
}

/** https://docs.stripe.com/api/customer_portal/configurations/update */
async function update(turn: Turn, params: UpdateParams, id: string): Promise<Answer> {
  const before = await turn.get('billing_portal.configuration', id);
  const changes: Partial<Configuration> = {
    ...given({ active: params.active }),
    ...othersAfter(before, params),
    features: featuresAfter(before.features, params.features),
    updated: turn.now,
  };
  const event = 'billing_portal.configuration.updated';
  return { body: await turn.change(before, changes, event) };
}

/** https://docs.stripe.com/api/customer_portal/sessions/create */
async function open(turn: Turn, params: Stripe.BillingPortal.SessionCreateParams): Promise<Answer> {
  const { customer, configuration: named, return_url: back } = params;
  if (customer === undefined) {
    throw invalid('Missing required param: customer.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  await turn.get('customer', customer, 'customer');
  if (named === undefined) {
    throw invalid(
      'No configuration provided and your test mode default configuration has not been created. ' +
        'Provide a configuration or create your default by saving your customer portal settings.',
      { param: 'configuration' },
    );
  }
  const configuration = await turn.get('billing_portal.configuration', named, 'configuration');
  if (!configuration.active) {
    throw invalid('The configuration is not active.', { param: 'configuration' });
  }
  if (back !== undefined && !URL.canParse(back)) {
    throw invalid('Not a valid URL', { code: 'url_invalid', param: 'return_url' });
  }
  const id = newId('bps');
  const session: Kinds['billing_portal.session'] = {
    ...nulls('billing_portal.session'),
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: turn.now,
    customer,
    livemode: false,
    return_url: back ?? configuration.default_return_url,
    url: `${turn.settings.publicUrl}/p/session/${id}`,
  };
  const event = 'billing_portal.session.created';
  return { body: await turn.create(session, event) };
}

/** The customer portal: what it offers, and sessions in it. https://docs.stripe.com/api/customer_portal */
export const portals = [
  route<CreateParams>('POST /v1/billing_portal/configurations', create),
  route<Stripe.BillingPortal.ConfigurationListParams>(
    'GET /v1/billing_portal/configurations',
    (turn, params) =>
      list(turn, 'billing_portal.configuration', '/v1/billing_portal/configurations', params, {
        fields: given({ active: params.active, is_default: params.is_default }),
      }),
  ),
  retrieve('/v1/billing_portal/configurations/:id', 'billing_portal.configuration'),
  route<UpdateParams>('POST /v1/billing_portal/configurations/:id', update),
  route<Stripe.BillingPortal.SessionCreateParams>('POST /v1/billing_portal/sessions', open),
];
