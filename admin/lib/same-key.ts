/**
 * The `Idempotency-Key` of what a form sends. The same input goes out under the same key until it
 * is done: sent again after a lost answer, it happens once.
 */
export class SameKey {
  private last: { readonly input: string; readonly key: string } | undefined;

  keyOf(input: unknown): string {
    const text = JSON.stringify(input);
    if (this.last?.input !== text) this.last = { input: text, key: crypto.randomUUID() };
    return this.last.key;
  }

  /** It is done: the same input is another change from now on. */
  done(): void {
    this.last = undefined;
  }
}
