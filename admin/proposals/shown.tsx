import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Changes } from '../catalogue/versions/version-table.js';
import { offerFields } from '../catalogue/versions/terms.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { When } from '../ui/when.js';

interface ShownProps {
  readonly preview: Schemas['ProposalPreview'];
  /** It begins at an instant that was proposed, not when it is published. */
  readonly isDated: boolean;
}

/** What a proposal changes against the version that is live, before it is sent or decided. */
export function Shown({ preview, isDated }: ShownProps) {
  const t = useWords();
  const { live, newest, proposed } = preview;
  const fields = (version: Schemas['OfferVersion'] | null) =>
    version ? offerFields(t, version) : [];
  return (
    <Box component="section" aria-live="polite" sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h2">
        {t(live ? 'proposal.difference' : 'proposal.new')}
      </Typography>
      <Changes from={fields(live)} to={fields(proposed)} />
      {newest && (
        <Alert severity="warning" variant="outlined">
          {t('proposal.after_newest', { version: newest.version ?? 0 })}
          <Changes from={fields(newest)} to={fields(proposed)} />
        </Alert>
      )}
      <Typography variant="body2" color="textSecondary">
        {t(isDated ? 'proposal.from' : 'proposal.from_if_now')}{' '}
        {proposed.effective_from === null ? (
          t('versions.always')
        ) : (
          <When at={proposed.effective_from} />
        )}
      </Typography>
    </Box>
  );
}
