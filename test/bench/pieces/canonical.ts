/** Canonical JSON: ours beside the reference implementation of RFC 8785. */
import assert from 'node:assert/strict';
import canonicalize from 'canonicalize';
import { canonicalJson } from '../../../platform/canonical.js';
import type { Report } from '../report.js';
import { compare } from './compare.js';
import { storedDebit } from './debit.js';

/** Row "an event as canonical JSON": data and metadata of a debit. */
export function canonical(report: Report, rounds: number): void {
  const stored = storedDebit();
  const data: unknown = JSON.parse(stored.data);
  const metadata: unknown = JSON.parse(stored.metadata);
  const ours = () => canonicalJson(data) + canonicalJson(metadata);
  const library = () => `${canonicalize(data)}${canonicalize(metadata)}`;
  assert.equal(library(), ours());
  compare(report, rounds, {
    measure: 'canonical',
    task: 'an event as canonical JSON',
    ours,
    libraries: { canonicalize: library },
  });
}
