import { ActButton } from '../acts/act-button.js';
import { useWords } from '../i18n/words.js';
import { ApproveDialog, RejectDialog, WithdrawDialog } from './decide-dialogs.js';

/** The calls that decide a request. */
export interface Decisions {
  readonly approve: () => Promise<unknown>;
  readonly reject: (note: string) => Promise<unknown>;
  readonly withdraw: () => Promise<unknown>;
}

interface DecideButtonsProps {
  /** What the caller may do. */
  readonly may: readonly ('approve' | 'reject' | 'withdraw')[];
  /** What approving does, in a sentence. */
  readonly why: string;
  readonly decisions: Decisions;
  /** What is shown is no longer so. */
  readonly onStale: () => void;
}

/** Decides a request or takes it back, as far as one may. */
export function DecideButtons({ may, why, decisions, onStale }: DecideButtonsProps) {
  const t = useWords();
  return (
    <>
      <ActButton id="withdraw" label={t('approval.withdraw')} isOffered={may.includes('withdraw')}>
        {(close) => <WithdrawDialog send={decisions.withdraw} onClose={close} />}
      </ActButton>
      <ActButton id="reject" label={t('approval.reject')} isOffered={may.includes('reject')}>
        {(close) => <RejectDialog send={decisions.reject} onClose={close} />}
      </ActButton>
      <ActButton
        id="approve"
        variant="contained"
        label={t('approval.approve')}
        isOffered={may.includes('approve')}
      >
        {(close) => (
          <ApproveDialog why={why} send={decisions.approve} onClose={close} onStale={onStale} />
        )}
      </ActButton>
    </>
  );
}
