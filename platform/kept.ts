/**
 * A reading that is shared: whoever asks while it is made, or within `keepMs` after it, gets the
 * same answer. What fails is not kept. With 0 only those share it who ask while it is made.
 */
export function kept<T>(read: () => Promise<T>, keepMs: number): () => Promise<T> {
  let asking: Promise<T> | undefined;
  let known: { readonly answer: T; readonly untilMs: number } | undefined;
  const ask = async () => {
    const answer = await read();
    known = { answer, untilMs: performance.now() + keepMs };
    return answer;
  };
  return () => {
    if (known && performance.now() < known.untilMs) return Promise.resolve(known.answer);
    asking ??= ask().finally(() => (asking = undefined));
    return asking;
  };
}
