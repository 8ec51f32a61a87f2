import { useWords } from '../i18n/words.js';
import { PageTitle } from '../ui/page-title.js';
import { Trouble, Waiting } from '../ui/states.js';

interface NotYetProps {
  readonly error: Error | null;
  readonly onRetry: () => void;
}

/** Stands for a request or a proposal that is not read yet, or could not be. */
export function NotYet({ error, onRetry }: NotYetProps) {
  const t = useWords();
  return (
    <>
      <PageTitle text={t('approvals.title')} />
      {error ? (
        <Trouble error={error} onRetry={onRetry} />
      ) : (
        <Waiting label={t('approvals.loading')} />
      )}
    </>
  );
}
