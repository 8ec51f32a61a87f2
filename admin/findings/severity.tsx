import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Dotted } from '../ui/standing.js';

type Finding = Schemas['PaymentFinding'];

/** How urgent a finding is. */
export function Severity({ severity }: Pick<Finding, 'severity'>) {
  const t = useWords();
  return <Dotted word={t(`severity.${severity}`)} colour={COLOUR_OF_SEVERITY[severity]} />;
}

/** Where a finding stands. */
export function FindingState({ state }: Pick<Finding, 'state'>) {
  const t = useWords();
  return <Dotted word={t(`finding_state.${state}`)} colour={COLOUR_OF_STATE[state]} />;
}

const COLOUR_OF_SEVERITY: Readonly<Record<Finding['severity'], string>> = {
  info: 'text.secondary',
  warning: 'warning.main',
  critical: 'error.main',
};
const COLOUR_OF_STATE: Readonly<Record<Finding['state'], string>> = {
  open: 'error.main',
  assigned: 'warning.main',
  resolved: 'success.main',
};
