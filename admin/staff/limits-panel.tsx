import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../acts/act-button.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { saidOf, useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { ExportLimits } from '../exports/staff-exports.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { amountColumn, Grid, type Column } from '../ui/grid.js';
import { Loaded, Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';

type Limit = Schemas['RoleLimit'];
const LIMITS = ['role-limits'] as const;

/** How many credits people of each role may give or take by hand. */
export function LimitsPanel() {
  const t = useWords();
  const query = useQuery({
    queryKey: LIMITS,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/role-limits', { signal })),
  });
  const columns = (limits: readonly Limit[]): Column<Limit>[] => [
    { label: t('staff.role'), render: ({ role }) => t(`role.${role}`) },
    amountColumn(t('staff.limit_action'), limits, ({ per_action }) => per_action),
    amountColumn(t('staff.limit_day'), limits, ({ per_day }) => per_day),
    {
      label: t('staff.limit_changed'),
      render: ({ updated_at }) =>
        updated_at === null ? t('staff.limit_unchanged') : <When at={updated_at} />,
    },
    { label: '', isNumber: true, render: (limit) => <ChangeLimit limit={limit} /> },
  ];
  return (
    <Panel title={t('staff.limits')} aside={<ExportLimits />}>
      <Typography variant="body2" sx={WHY}>
        {t('staff.limits_why')}
      </Typography>
      <Loaded query={query}>
        {({ data }) => (
          <Grid
            label={t('staff.limits')}
            columns={columns(data)}
            rows={data}
            keyOf={({ role }) => role}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function ChangeLimit({ limit }: { readonly limit: Limit }) {
  const t = useWords();
  const role = t(`role.${limit.role}`);
  return (
    <ActButton
      id={`limit ${limit.role}`}
      size="small"
      label={t('staff.limit_edit')}
      aria-label={t('staff.limit_edit_of', { role })}
    >
      {(close) => <LimitDialog limit={limit} onClose={close} />}
    </ActButton>
  );
}

interface LimitDialogProps {
  readonly limit: Limit;
  readonly onClose: () => void;
}

function LimitDialog({ limit: { role, per_action, per_day }, onClose }: LimitDialogProps) {
  const t = useWords();
  const [limit, setLimit] = useInput({ per_action, per_day });
  const act = useAct(
    (body: typeof limit) =>
      answerOf(api.PUT('/v1/role-limits/{role}', { params: { path: { role } }, body })),
    useDone(onClose, LIMITS),
  );
  const field = (name: keyof typeof limit) => ({
    value: limit[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setLimit({ ...limit, [name]: target.value.trim() }),
    error: saidOf(act.error, name) !== undefined,
    helperText: saidOf(act.error, name),
    slotProps: {
      htmlInput: { inputMode: 'decimal' as const },
      inputLabel: { required: false },
    },
    required: true,
  });
  return (
    <ActDialog
      title={t('staff.limit_title', { role: t(`role.${role}`) })}
      submit={t('staff.limit_submit')}
      act={act}
      onSubmit={() => act.send(limit)}
      onClose={onClose}
      fields={['per_action', 'per_day']}
    >
      {t('staff.limit_why')}
      <TextField autoFocus label={t('staff.limit_action')} {...field('per_action')} />
      <TextField label={t('staff.limit_day')} {...field('per_day')} />
    </ActDialog>
  );
}

const WHY = { padding: 1.75, paddingBottom: 0.5, color: 'text.secondary' } as const;
