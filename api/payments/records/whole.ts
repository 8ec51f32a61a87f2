import type { ValueTransformer } from 'typeorm';

/** Amounts in memory are bigint; PostgreSQL's driver gives its `bigint` as text. */
export const wholeAmount: ValueTransformer = {
  to: (value: bigint | null | undefined) => value?.toString() ?? value,
  from: (value: string | null) => (value === null ? null : BigInt(value)),
};
