import { ShownOnce } from '../acts/shown-once.js';
import { useWords } from '../i18n/words.js';

interface SecretOnceProps {
  readonly secret: string;
  readonly onClose: () => void;
}

/** The secret of an endpoint, shown now and never again. */
export function SecretOnce({ secret, onClose }: SecretOnceProps) {
  const t = useWords();
  return (
    <ShownOnce
      title={t('webhooks.secret_title')}
      why={t('webhooks.secret_why')}
      secret={secret}
      copy={t('webhooks.secret_copy')}
      onClose={onClose}
    />
  );
}
