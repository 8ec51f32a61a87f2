/** What a stream's metadata says about reading it. */
export interface StreamLimits {
  /** Only so many of the last events are there to be read. */
  readonly maxCount: number;
  /** Only events from this revision on are there to be read. */
  readonly truncateBefore: number;
}

/** The limits of a stream without metadata. */
export const NO_LIMITS: StreamLimits = { maxCount: Infinity, truncateBefore: 0 };

const MAX_COUNT = '$maxCount';
const TRUNCATE_BEFORE = '$tb';

/** The limits in the metadata of a stream; none where it is not what the node takes. */
export function limitsIn(metadata: Buffer): StreamLimits {
  const members = new Map(membersOf(metadata));
  return {
    maxCount: wholeNumber(members.get(MAX_COUNT)) ?? NO_LIMITS.maxCount,
    truncateBefore: wholeNumber(members.get(TRUNCATE_BEFORE)) ?? NO_LIMITS.truncateBefore,
  };
}

/**
 * Why this cannot become the metadata of a stream; `undefined` when it can. What the node does not
 * do is refused: to be kept and ignored would look as if it were done.
 */
export function problemOfMetadata(metadata: Buffer): string | undefined {
  const members = membersOf(metadata);
  if (!members) return 'the metadata of a stream is a JSON object';
  for (const [name, value] of members) {
    if (name === MAX_COUNT || name === TRUNCATE_BEFORE) {
      if (wholeNumber(value) === undefined) return `${name} is not a whole number up to 2^53`;
    } else if (name.startsWith('$')) {
      return `the sandbox event store does not serve ${name} in the metadata of a stream`;
    }
  }
  return undefined;
}

function membersOf(metadata: Buffer): [string, unknown][] | undefined {
  try {
    const parsed: unknown = JSON.parse(metadata.toString());
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? Object.entries(parsed) : undefined;
  } catch {
    return undefined;
  }
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
