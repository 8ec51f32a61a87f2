import DownloadIcon from '@mui/icons-material/Download';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { locale, useWords } from '../i18n/words.js';
import { ApiError } from '../lib/api.js';
import { CutOff, save } from '../lib/save.js';

interface CsvButtonProps {
  /** The file's name, without its ending. */
  readonly name: string;
  /** What stands on the button; absent: that it is a CSV. */
  readonly label?: string | undefined;
  /** Asks the API for the file. Throws ApiError. */
  readonly read: () => Promise<Blob>;
  /** Counts the rows, and throws CutOff where some are missing; absent: the answer is one piece. */
  readonly count?: (file: Blob) => Promise<number>;
}

/** Saves an answer as the API writes it. */
export function CsvButton({ name, label, read, count }: CsvButtonProps) {
  const t = useWords();
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: async () => {
      const file = await read();
      const rows = await count?.(file);
      save(file, `${name}.csv`);
      return { rows };
    },
  });
  const rows = data?.rows;
  return (
    <>
      <Button
        size="small"
        startIcon={<DownloadIcon fontSize="small" />}
        disabled={isPending}
        onClick={() => mutate()}
      >
        {label ?? t('app.csv')}
      </Button>
      {error && (
        <Alert severity="error" variant="outlined" role="alert" onClose={reset}>
          {t('app.csv_failed', { why: whyOf(error) })}
        </Alert>
      )}
      {rows !== undefined && (
        <Alert severity="success" variant="outlined" role="status" onClose={reset}>
          {t('app.csv_saved', { rows: rows.toLocaleString(locale()), name: `${name}.csv` })}
        </Alert>
      )}
    </>
  );

  function whyOf(refusal: Error): string {
    if (refusal instanceof CutOff) return t('app.csv_cut_off');
    return refusal instanceof ApiError && refusal.status === 0
      ? t('state.unreachable')
      : refusal.message;
  }
}
