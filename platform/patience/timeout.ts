/** Waiting for what may never come. Work that is late goes on, and nobody hears how it ends. */

/** The result of `work`, or what `late` gives (or throws) when it takes longer than `limitMs`. */
export async function withTimeout<Result, Late>(
  work: Promise<Result>,
  limitMs: number,
  late: () => Late,
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  try {
    const first = await Promise.race([work.then((result) => ({ result })), timeout]);
    return first === 'late' ? late() : first.result;
  } finally {
    clearTimeout(timer);
  }
}

/** The result of `work`; undefined when it fails, or takes longer than `limitMs`. */
export const inTime = <Result>(
  work: Promise<Result>,
  limitMs: number,
): Promise<Result | undefined> =>
  withTimeout<Result | undefined, undefined>(
    work.catch(() => undefined),
    limitMs,
    () => undefined,
  );
