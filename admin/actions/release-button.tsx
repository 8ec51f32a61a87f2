import { useWords } from '../i18n/words.js';
import { ActionButton } from './action-button.js';
import { useActions } from './context.js';
import { amountIn } from './steps/words.js';

interface ReleaseButtonProps {
  readonly holdId: string;
  /** What it keeps. */
  readonly credits: string;
}

/** Releases a hold. */
export function ReleaseButton({ holdId, credits }: ReleaseButtonProps) {
  const t = useWords();
  const { permits, open } = useActions();
  if (permits.release === 'no') return null;
  const isOwn = permits.release === 'do';
  return (
    <ActionButton
      size="small"
      variant="outlined"
      aria-label={t(isOwn ? 'act.release_of' : 'act.release_request_of', {
        credits: amountIn(credits),
      })}
      onClick={() => open({ kind: 'release', holdId })}
    >
      {t(isOwn ? 'act.release' : 'act.release_request')}
    </ActionButton>
  );
}
