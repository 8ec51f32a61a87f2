import Box from '@mui/material/Box';
import { useWords } from '../../i18n/words.js';
import { CopyButton } from '../../ui/copied.js';
import { Panel } from '../../ui/panel.js';
import { useOpenAccount } from '../open/context.js';

/** Account and balance as the API answers them. */
export default function RawTab() {
  const t = useWords();
  const { account, live } = useOpenAccount();
  return (
    <>
      <Raw title={t('raw.account')} value={account} />
      {live.query.data && <Raw title={t('raw.balance')} value={live.query.data} />}
    </>
  );
}

function Raw({ title, value }: { readonly title: string; readonly value: object }) {
  const t = useWords();
  const text = JSON.stringify(value, undefined, 2);
  return (
    <Panel title={title} aside={<CopyButton text={text} label={t('explain.copy')} />}>
      <Box
        component="pre"
        tabIndex={0}
        sx={{ margin: 0, padding: 1.75, overflowX: 'auto', fontSize: '0.8125rem' }}
      >
        {text}
      </Box>
    </Panel>
  );
}
