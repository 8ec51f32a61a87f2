import { describe, expect, it } from '@jest/globals';
import { decodeRecorded } from '../../../../platform/event-store/records/recorded.js';
import { opened, Story } from '../../../support/domain/account.js';
import { TestLog } from '../../../support/domain/log.js';

describe('a stored event', () => {
  const written = () => {
    const told = new Story();
    opened()(told);
    const [event] = new TestLog().write('account-acme', told.events);
    if (!event) throw new Error('nothing was written');
    return event;
  };
  const withMetadata = (added: object) => {
    const event = written();
    return { ...event, metadata: { ...(event.metadata as object), ...added } };
  };

  it('is read as it is known, when a later version has added to its metadata', () => {
    const added = withMetadata({ approved_by: 'staff:ada', session: { id: 'x' } });
    const read = decodeRecorded(added);
    expect(read?.meta).toEqual(decodeRecorded({ ...added, metadata: written().metadata })?.meta);
    expect(read?.fact.type).toBe('AccountOpened');
  });

  it('is not read when its metadata have another format', () => {
    expect(decodeRecorded(withMetadata({ format: 1 }))?.meta.format).toBe(1);
    expect(() => decodeRecorded(withMetadata({ format: 2 }))).toThrow('has no readable metadata');
  });
});
