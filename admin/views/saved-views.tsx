import DeleteOutlineIcon from '@mui/icons-material/DeleteOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { ExportViews } from '../exports/staff-exports.js';
import { useWords } from '../i18n/words.js';
import { Loaded } from '../ui/panel.js';
import { reasonOf, useViews, type View, type ViewPage } from './use-views.js';

interface SavedViewsProps {
  readonly page: ViewPage;
  /** The query of the address that shows the page as it is. */
  readonly query: string;
  readonly onChosen: () => void;
}

/** The saved views of a page, and the form that saves one more. */
export default function SavedViews({ page, query, onChosen }: SavedViewsProps) {
  const t = useWords();
  const { list, save, remove } = useViews(page, true);
  const { register, handleSubmit, reset } = useForm({ defaultValues: { name: '', shared: false } });
  const error = save.error ?? remove.error;
  const send = (view: { name: string; shared: boolean }) =>
    save.mutate({ ...view, name: view.name.trim(), query }, { onSuccess: () => reset() });
  return (
    <>
      <Loaded query={list}>
        {({ data }) =>
          data.length === 0 ? (
            <Typography variant="body2" color="textSecondary" sx={{ padding: 1.75 }}>
              {t('views.none')}
            </Typography>
          ) : (
            <>
              <Box component="ul" aria-label={t('views.title')} sx={LIST}>
                {data.map((view) => (
                  <Saved
                    key={view.view_id}
                    view={view}
                    onChosen={onChosen}
                    onDelete={() => remove.mutate(view.view_id)}
                  />
                ))}
              </Box>
              <Box sx={{ paddingInline: 1 }}>
                <ExportViews page={page} />
              </Box>
            </>
          )
        }
      </Loaded>
      <Box
        component="form"
        noValidate
        aria-label={t('views.save')}
        sx={FORM}
        onSubmit={(event) => void handleSubmit(send)(event)}
      >
        <TextField {...register('name')} label={t('views.name')} sx={{ margin: 0 }} />
        <FormControlLabel
          control={<Checkbox size="small" {...register('shared')} />}
          label={t('views.share')}
        />
        <Button type="submit" variant="contained" disabled={save.isPending}>
          {t('views.save')}
        </Button>
        <Box role="status" sx={{ fontSize: '0.8125rem' }}>
          {save.data && !error && t('views.saved', { name: save.data.name })}
        </Box>
        {error && (
          <Alert severity="error" variant="outlined">
            {t('views.failed', { why: reasonOf(error) })}
          </Alert>
        )}
      </Box>
    </>
  );
}

interface SavedProps {
  readonly view: View;
  readonly onChosen: () => void;
  readonly onDelete: () => void;
}

function Saved({ view, onChosen, onDelete }: SavedProps) {
  const t = useWords();
  const { name, query, own, shared, saved_by } = view;
  const whose = own
    ? t(shared ? 'views.own_shared' : 'views.own')
    : t('views.shared', { name: saved_by });
  return (
    <li>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Link to={{ search: query }} onClick={onChosen}>
          {name}
        </Link>
        <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{whose}</Box>
      </Box>
      {own && (
        <IconButton size="small" aria-label={t('views.delete', { name })} onClick={onDelete}>
          <DeleteOutlineIcon fontSize="small" />
        </IconButton>
      )}
    </li>
  );
}

const FORM = {
  display: 'grid',
  gap: 1,
  padding: 1.75,
  borderTop: 1,
  borderColor: 'divider',
} as const;
const LIST = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  maxHeight: 320,
  overflowY: 'auto',
  '& li': {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: 1,
    paddingInline: 1.75,
    paddingBlock: 1,
  },
} as const;
