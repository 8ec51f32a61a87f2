/** Groups of routes, in the order of the documentation. */
export const TAGS = {
  Accounts: 'Who has credits: opened, listed, suspended, closed.',
  Balance: 'What an account has, now or at any time, and how it came about.',
  Events: 'What happened to an account, as the log has it.',
  Debits: 'Credits taken for what was used, given back, and adjusted by hand.',
  Holds: 'Credits reserved for work whose cost is known once it is done.',
  Gate: 'Whether somebody may do something, and which actions need credits.',
  Approvals: 'What people of the console ask others to approve.',
  Proposals: 'Versions of plans, packs and rates that one person proposes and another publishes.',
  Members: 'People of an account, each with a limit of its own.',
  'Plan changes': 'Moving an account to another plan, at once or with its renewal.',
  Subscriptions: 'Plans that an account pays for by card.',
  Purchases: 'Packs that an account buys.',
  'Top-ups': 'Packs that Scrip buys by itself when credits run low, with consent.',
  Payments:
    'What was paid through Stripe, money that goes back to payers, and webhooks that tell of both.',
  Usage: 'What was used, by time, and debits sent in batches.',
  Models: 'What AI models cost, by date.',
  Catalogue: 'Plans and packs that are sold, by date.',
  Webhooks: 'Endpoints that facts are sent to, and what became of each delivery.',
  'Widget tokens': "Tokens for an account's own widget in the browser.",
  'API keys': 'Who may call this API, and for what.',
  'Sign-in': 'How people sign in to the console, with a cookie; pages of this origin alone.',
  Staff: 'People who use the console, what they may do, and what they did.',
  Audit: 'Proof that the log is the one that was written.',
  Operations: 'Health, read models, jobs and the test clock.',
} as const;

/** The group of a route. */
export type Tag = keyof typeof TAGS;
