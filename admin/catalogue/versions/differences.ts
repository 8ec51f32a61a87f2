/** In what two versions differ, field by field. */

/** One field of some terms: its name, and its value as text. */
export interface Field {
  /** The same in every version. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** What it means that a version has no such field. */
  readonly absent?: string;
}

/** A field in which two versions differ; undefined: that version has none that could be told. */
export interface Difference {
  readonly key: string;
  readonly label: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** In what `to` differs from `from`, in the order of the fields; empty: in nothing. */
export function differences(from: readonly Field[], to: readonly Field[]): Difference[] {
  const before = new Map(from.map((each) => [each.key, each]));
  const after = new Map(to.map((each) => [each.key, each]));
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    const known = other ?? one;
    const values = { from: one?.value ?? known?.absent, to: other?.value ?? known?.absent };
    return values.from === values.to ? [] : [{ key, label: known?.label ?? key, ...values }];
  });
}
