import DownloadIcon from '@mui/icons-material/Download';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { queryOf, type Question } from './question.js';

/** Saves the answer as the API writes it, every measure in it. */
export function CsvButton({ question }: { readonly question: Question }) {
  const t = useWords();
  const { mutate, isPending, error } = useMutation({ mutationFn: save });
  return (
    <>
      <Button
        size="small"
        startIcon={<DownloadIcon fontSize="small" />}
        disabled={isPending}
        onClick={() => mutate(question)}
      >
        {t('explorer.csv')}
      </Button>
      {error && (
        <Alert severity="error" variant="outlined" sx={{ width: '100%' }}>
          {t('explorer.csv_failed', { why: error.message })}
        </Alert>
      )}
    </>
  );
}

async function save(question: Question): Promise<void> {
  const call = api.GET('/v1/usage', {
    params: { query: queryOf(question) },
    headers: { accept: 'text/csv' },
    parseAs: 'blob',
  });
  const url = URL.createObjectURL(await answerOf(call));
  const link = document.createElement('a');
  link.href = url;
  link.download = `usage ${question.from} to ${question.to}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
