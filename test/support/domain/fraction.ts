/**
 * Exact rational numbers, only for tests: an oracle that shares no arithmetic with the code it
 * judges (which multiplies everything and divides once; this adds and multiplies fraction by
 * fraction).
 */
export class Fraction {
  private constructor(
    readonly over: bigint,
    readonly under: bigint,
  ) {}

  static of(over: bigint, under = 1n): Fraction {
    const divisor = greatestCommonDivisor(over < 0n ? -over : over, under);
    return new Fraction(over / divisor, under / divisor);
  }

  /** `"12.5"` → 25/2. */
  static parse(decimal: string): Fraction {
    const [whole = '', fraction = ''] = decimal.split('.');
    return Fraction.of(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(this.over * other.under + other.over * this.under, this.under * other.under);
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.over * other.over, this.under * other.under);
  }

  isBelow(other: Fraction): boolean {
    return this.over * other.under < other.over * this.under;
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
