import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { ActButton } from '../../acts/act-button.js';
import { ActionButton } from '../../actions/action-button.js';
import { useActions } from '../../actions/context.js';
import { useWords } from '../../i18n/words.js';
import { useMay } from '../../sign-in/session.js';
import { Facts } from '../../ui/facts.js';
import { Panel } from '../../ui/panel.js';
import { Said } from '../../ui/states.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { EditDialog } from '../profile/edit-dialog.js';
import { EraseDialog } from '../profile/erase-dialog.js';

/** Who the account is: name, address, and what its product keeps about it. */
export default function ProfileTab() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const { name, email, metadata, masked, opened_at, profile_erased_at } = account;
  const none = t('profile.none');
  return (
    <>
      <Panel title={t('account.profile')} aside={<Buttons />}>
        {moment && (
          <Alert severity="info" variant="outlined" sx={{ margin: 1.5 }}>
            {t('as_of.always_now')}
          </Alert>
        )}
        <Facts
          facts={[
            [t('profile.name'), name ?? none],
            [t('profile.email'), email ?? none],
            [t('accounts.opened'), <When key="opened" at={opened_at} />],
            profile_erased_at === null
              ? undefined
              : [t('profile.erased'), <When key="erased" at={profile_erased_at} />],
          ]}
        />
      </Panel>
      <Panel title={t('profile.metadata')}>
        {masked ? (
          <Said title={t('profile.masked')}>{t('profile.masked_why')}</Said>
        ) : Object.keys(metadata ?? {}).length === 0 ? (
          <Said title={t('profile.metadata_none')}>{t('profile.metadata_why')}</Said>
        ) : (
          <Facts facts={Object.entries(metadata ?? {}).map(([key, value]) => [key, `${value}`])} />
        )}
      </Panel>
    </>
  );
}

/** What can be done to the profile, for those who may. */
function Buttons() {
  const t = useWords();
  const { account } = useOpenAccount();
  const { blocked } = useActions();
  const [mayEdit, mayErase] = [useMay('pii:write'), useMay('pii:erase')];
  if (account.profile_erased_at !== null) return null;
  const [edit, erase] = [t('profile.edit'), t('profile.erase')];
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {blocked === undefined ? (
        <>
          <ActButton
            id="edit profile"
            size="small"
            variant="outlined"
            label={edit}
            isOffered={mayEdit}
          >
            {(close) => <EditDialog account={account} onClose={close} />}
          </ActButton>
          <ActButton
            id="erase"
            size="small"
            variant="outlined"
            color="error"
            label={erase}
            isOffered={mayErase}
          >
            {(close) => <EraseDialog accountId={account.account_id} onClose={close} />}
          </ActButton>
        </>
      ) : (
        <>
          {mayEdit && <ActionButton size="small">{edit}</ActionButton>}
          {mayErase && <ActionButton size="small">{erase}</ActionButton>}
        </>
      )}
    </Box>
  );
}
