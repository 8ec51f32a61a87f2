import MoreHorizIcon from '@mui/icons-material/MoreHoriz';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { MessageKey } from '../i18n/messages.js';
import { useWords } from '../i18n/words.js';
import { KeyHint } from '../ui/key-hint.js';
import { ActionButton, Blocked } from './action-button.js';
import { useActions } from './context.js';

/** What can be done to the account, for those who may do it or ask for it. */
export function ActionBar() {
  const t = useWords();
  const { permits, open } = useActions();
  return (
    <>
      {permits.adjust !== 'no' && (
        <ActionButton
          variant="contained"
          onClick={() => open({ kind: 'adjust' })}
          aria-keyshortcuts="i"
        >
          {t(permits.adjust === 'do' ? 'act.adjust' : 'act.adjust_request')}
          <KeyHint>i</KeyHint>
        </ActionButton>
      )}
      <MoreActions />
    </>
  );
}

const OFFERED = ['change_plan', 'suspend', 'reinstate', 'close'] as const;

const TEXT_OF: Readonly<Record<(typeof OFFERED)[number], readonly [MessageKey, MessageKey]>> = {
  change_plan: ['act.change_plan', 'act.change_plan_request'],
  suspend: ['act.suspend', 'act.suspend_request'],
  reinstate: ['act.reinstate', 'act.reinstate_request'],
  close: ['act.close_account', 'act.close_account_request'],
};

function MoreActions() {
  const t = useWords();
  const { permits, open } = useActions();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const kinds = OFFERED.filter((kind) => permits[kind] !== 'no');
  if (kinds.length === 0) return null;
  return (
    <>
      <Blocked>
        {(blocked) => (
          <IconButton
            {...blocked}
            aria-label={t('act.more')}
            aria-haspopup="menu"
            aria-expanded={anchor !== undefined}
            onClick={({ currentTarget }) => setAnchor(currentTarget)}
          >
            <MoreHorizIcon />
          </IconButton>
        )}
      </Blocked>
      <Menu
        anchorEl={anchor ?? null}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        {kinds.map((kind) => (
          <MenuItem
            key={kind}
            onClick={() => {
              setAnchor(undefined);
              open({ kind });
            }}
          >
            {t(TEXT_OF[kind][permits[kind] === 'do' ? 0 : 1])} …
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
