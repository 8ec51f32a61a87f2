import Dialog from '@mui/material/Dialog';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useId, useSyncExternalStore } from 'react';
import type { Permits } from './run/permits.js';
import type { ActionRun } from './run/run.js';
import { FormStep } from './steps/form-step.js';
import { ReceiptStep } from './steps/receipt-step.js';
import { RequestedStep } from './steps/requested-step.js';
import { ReviewStep } from './steps/review-step.js';
import { UnknownStep } from './steps/unknown-step.js';

interface ActionDialogProps {
  readonly run: ActionRun;
  readonly permits: Permits;
  readonly onClose: () => void;
}

/** The dialog of every action: fill in, preview, confirm, receipt. */
export default function ActionDialog({ run, permits, onClose }: ActionDialogProps) {
  const state = useSyncExternalStore(run.subscribe, run.state);
  const titleId = useId();
  const isNarrow = useMediaQuery('(max-width: 599.95px)', { noSsr: true });
  const common = { state, move: run.move, onClose, titleId };
  return (
    <Dialog
      open
      // A click beside it must not lose what was typed; Escape and the buttons close it.
      onClose={(_, reason) => reason === 'escapeKeyDown' && onClose()}
      fullWidth
      fullScreen={isNarrow}
      maxWidth="sm"
      aria-labelledby={titleId}
    >
      {step()}
    </Dialog>
  );

  function step() {
    switch (state.step.at) {
      case 'form':
      case 'previewing':
        return <FormStep {...common} permit={permits[state.command.kind]} />;
      case 'review':
      case 'executing':
      case 'requesting':
        return <ReviewStep {...common} preview={state.step.preview} />;
      case 'unknown':
        return <UnknownStep {...common} />;
      case 'requested':
        return <RequestedStep {...common} approval={state.step.approval} />;
      case 'done':
        return <ReceiptStep {...common} receipt={state.step.receipt} />;
    }
  }
}
