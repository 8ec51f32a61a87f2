const DECIMALS = 6;

/** `"12.5"` → 12,500,000 micro-credits. What is no such text counts as nothing. */
export function micro(text: string): bigint {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  const amount = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -amount : amount;
}

/** Micro-credits as a canonical decimal string. */
export function credits(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const text = digits.slice(0, -DECIMALS) + (fraction && `.${fraction}`);
  return amount < 0n ? `-${text}` : text;
}

/** The sum of decimal strings, as one. */
export const sumOf = (texts: readonly string[]): string =>
  credits(texts.reduce((sum, text) => sum + micro(text), 0n));
