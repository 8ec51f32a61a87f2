import { ActDialog } from '../acts/act-dialog.js';
import { useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useActorName } from '../ui/actor.js';
import { Facts } from '../ui/facts.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';
import { PROJECTIONS_KEY } from '../freshness/use-projections.js';

type Rebuild = Schemas['Rebuild'];

/** Whether a rebuild has not ended: there is one at a time. */
export const isOpen = (rebuild: Rebuild | null): boolean =>
  rebuild?.state === 'requested' || rebuild?.state === 'running';

interface RebuildDialogProps {
  /** `all`: every projection. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks before a read model is rebuilt. */
export function RebuildDialog({ name, onClose }: RebuildDialogProps) {
  const t = useWords();
  const act = useAct<void, Rebuild>(
    () => answerOf(api.POST('/v1/ops/projections/{name}/rebuild', { params: { path: { name } } })),
    useDone(onClose, PROJECTIONS_KEY),
  );
  return (
    <ActDialog
      title={name === 'all' ? t('rebuild.title_all') : t('rebuild.title', { name })}
      submit={t('rebuild.submit')}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
    >
      {t('rebuild.why')}
    </ActDialog>
  );
}

/** How far the newest rebuild has come, and how many rows were not as the log says. */
export function RebuildPanel({ rebuild }: { readonly rebuild: Rebuild | null }) {
  const t = useWords();
  const nameOf = useActorName();
  if (!rebuild) return <Said title={t('rebuild.none')}>{t('rebuild.none_why')}</Said>;
  const { projections, state, events, rows, error, requested_by, requested_at } = rebuild;
  const { not_compared, finished_at } = rebuild;
  return (
    <Facts
      facts={[
        [
          t('rebuild.state'),
          <span key="state" role="status">
            {t(`rebuild.${state}`)}
          </span>,
        ],
        [t('rebuild.of'), projections.join(', ')],
        [
          t('rebuild.by'),
          <span key="by">
            {t('rebuild.by_at', { actor: nameOf(requested_by) })} <When at={requested_at} />
          </span>,
        ],
        [t('rebuild.events'), events],
        rows === null ? undefined : [t('rebuild.rows'), rows],
        rebuild.compared === null ? undefined : [t('rebuild.differences'), differences()],
        not_compared?.length ? [t('rebuild.not_compared'), not_compared.join(', ')] : undefined,
        error === null ? undefined : [t('rebuild.error'), error],
        finished_at === null
          ? undefined
          : [t('rebuild.finished'), <When key="ended" at={finished_at} />],
      ]}
    />
  );

  function differences() {
    const differing = (rebuild?.compared ?? []).filter((table) => table.differences > 0);
    if (differing.length === 0) return t('rebuild.no_differences');
    return differing
      .map((table) => {
        const counted = { count: table.differences, rows: table.rows };
        return `${table.table}: ${t('rebuild.some_differences', counted)}`;
      })
      .join('; ');
  }
}
