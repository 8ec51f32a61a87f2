/**
 * Caches the result of `read` for `ttlMs` and shares a pending read between callers. Failures are
 * not cached. With 0, only the pending read is shared.
 */
export function memoize<T>(read: () => Promise<T>, ttlMs: number): () => Promise<T> {
  let pending: Promise<T> | undefined;
  let cached: { readonly answer: T; readonly untilMs: number } | undefined;
  const refresh = async () => {
    const answer = await read();
    cached = { answer, untilMs: performance.now() + ttlMs };
    return answer;
  };
  return () => {
    if (cached && performance.now() < cached.untilMs) return Promise.resolve(cached.answer);
    pending ??= refresh().finally(() => (pending = undefined));
    return pending;
  };
}
