import { useWords } from '../i18n/words.js';
import { PageTitle } from './page-title.js';
import { Offline, Trouble, Waiting } from './states.js';

interface NotYetProps {
  /** The title of the page meanwhile. */
  readonly title: string;
  readonly query: {
    readonly error: Error | null;
    readonly isPaused: boolean;
    readonly refetch: () => unknown;
  };
}

/** Stands for a page whose subject is not read yet, or could not be. */
export function NotYet({ title, query: { error, isPaused, refetch } }: NotYetProps) {
  const t = useWords();
  return (
    <>
      <PageTitle text={title} />
      {error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : isPaused ? (
        <Offline />
      ) : (
        <Waiting label={t('app.loading')} />
      )}
    </>
  );
}
