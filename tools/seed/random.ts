/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  private state: number;

  /** `text` separates streams of one seed: what one account draws does not shift another's. */
  constructor(seed: number, text = '') {
    let state = seed >>> 0;
    for (let i = 0; i < text.length; i += 1) {
      state = Math.imul(state ^ text.charCodeAt(i), 2_654_435_761) >>> 0;
    }
    this.state = state;
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of the choices, each as likely as its weight says. */
  pick<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let at = this.next() * total;
    for (const [choice, weight] of choices) {
      at -= weight;
      if (at < 0) return choice;
    }
    const last = choices.at(-1);
    if (!last) throw new RangeError('nothing to pick from');
    return last[0];
  }

  /** Skewed like request sizes are: mostly near `typical`, now and then several times as much. */
  size(typical: number): number {
    const normal = Array.from({ length: 6 }, () => this.next()).reduce((a, b) => a + b, -3);
    return Math.max(1, Math.round(typical * Math.exp(0.9 * normal)));
  }
}
