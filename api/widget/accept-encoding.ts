/** Ways to send a file, the smallest first. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
/** A way to send the file smaller. */
export type Encoding = (typeof ENCODINGS)[number];

/** The best that a client takes, by its `Accept-Encoding`; as it is where it takes nothing else. */
export function encodingFor(accepted: string | undefined): Encoding {
  const weights = new Map((accepted ?? '').split(',').map(weightOf));
  const weight = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === 'identity' ? LEAST : (weights.get('*') ?? 0));
  return ENCODINGS.reduce((best, each) => (weight(each) > weight(best) ? each : best));
}

/** What nobody asked for is still better than what was refused. */
const LEAST = 0.000_1;

/** `gzip;q=0.5`; a weight that is none counts as refused. */
function weightOf(part: string): [name: string, weight: number] {
  const [name = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
  const [, text = '1'] =
    parameters.map((each) => each.split('=')).find(([key]) => key === 'q') ?? [];
  const weight = Number(text);
  return [name, weight >= 0 && weight <= 1 ? weight : 0];
}
