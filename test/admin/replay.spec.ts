import { describe, expect, it } from '@jest/globals';
import { changesNothing } from '../../admin/inbox/changes-nothing.js';

const NOTHING: Parameters<typeof changesNothing>[0] = {
  purchase_state: null,
  commands: [],
  findings: [],
};
const COMMAND = {
  command_id: 'cs_1:paid',
  type: 'RecordPackPurchase',
  credits: '550',
  refused: null,
};
const finding = (is_known: boolean) => ({
  class: 'amount' as const,
  severity: 'critical' as const,
  object_id: 'cs_1',
  ours: '2500 usd',
  theirs: '2499 usd',
  is_known,
});

describe('replaying a webhook', () => {
  it('changes nothing where the ledger, the purchase and the findings stay', () => {
    expect(changesNothing(NOTHING)).toBe(true);
    const stays = { before: 'granted', after: 'granted' } as const;
    expect(changesNothing({ ...NOTHING, purchase_state: stays })).toBe(true);
    expect(changesNothing({ ...NOTHING, findings: [finding(true)] })).toBe(true);
  });

  it('changes something where a command or a finding is new, or the purchase moves on alone', () => {
    expect(changesNothing({ ...NOTHING, commands: [COMMAND] })).toBe(false);
    expect(changesNothing({ ...NOTHING, findings: [finding(true), finding(false)] })).toBe(false);
    const moves = { before: 'open', after: 'expired' } as const;
    expect(changesNothing({ ...NOTHING, purchase_state: moves })).toBe(false);
  });
});
