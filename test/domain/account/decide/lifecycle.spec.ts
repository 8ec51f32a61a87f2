import { describe, it } from '@jest/globals';
import {
  because,
  close,
  given,
  happened,
  opened,
  reinstate,
  suspend,
} from '../../../support/domain/account.js';

describe('suspending, reinstating and closing', () => {
  it('happens once, and says why', () => {
    given(opened()).when(suspend).then(happened('AccountSuspended', because));
    given(opened(), suspend).when(suspend).then();
    given(opened(), suspend).when(reinstate).then(happened('AccountReinstated', because));
    given(opened()).when(reinstate).then();
    given(opened()).when(close).then(happened('AccountClosed', because));
    given(opened(), close).when(close).then();
  });

  it('closes a suspended account too', () =>
    void given(opened(), suspend).when(close).then(happened('AccountClosed')));

  it('leaves a closed account closed', () => {
    given(opened(), close).when(reinstate).refused('account_closed');
    given(opened(), close).when(suspend).refused('account_closed');
  });

  it('takes nothing away', () =>
    void given(opened(), close).when().leaves({ available: 100, debt: 0 }));

  it('is refused where there is no account', () => {
    given().when(suspend).refused('account_not_found');
    given().when(reinstate).refused('account_not_found');
    given().when(close).refused('account_not_found');
  });
});
