import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Said, Trouble } from '../ui/states.js';
import type { EarlyKeys } from './early-keys.js';
import { useFound } from './use-found.js';

type Result = Schemas['SearchResult'];

interface SearchDialogProps {
  /** What was typed before the field was there. */
  readonly early: EarlyKeys;
  readonly onClose: () => void;
}

/** Finds accounts by what somebody types or pastes; Enter goes to the likeliest. */
export default function SearchDialog({ early, onClose }: SearchDialogProps) {
  const t = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isHurried, setHurried] = useState(false);
  const { query, isCurrent } = useFound(text);
  const go = ({ path }: Result) => {
    onClose();
    void navigate(path);
  };
  const results = isCurrent ? query.data : undefined;
  const first = results?.[0];
  // Enter came before the answer: it goes where the answer leads.
  useEffect(() => {
    if (!isHurried || results === undefined) return;
    setHurried(false);
    if (first) go(first);
  }, [isHurried, results]);
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label={t('search.title')}
      sx={PLACE}
    >
      <Command
        shouldFilter={false}
        label={t('search.title')}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && results === undefined && text.trim() !== '') setHurried(true);
        }}
      >
        <Box sx={FIELD}>
          <Command.Input
            autoFocus
            onFocus={() => {
              const typed = early.take();
              if (typed.text === '') return;
              setText((text) => text + typed.text);
              setHurried(typed.isHurried);
            }}
            value={text}
            onValueChange={(typed) => {
              setText(typed);
              setHurried(false);
            }}
            placeholder={t('search.placeholder')}
          />
        </Box>
        <Box sx={LIST}>
          <Command.List label={t('search.results')}>
            {results?.map((result) => (
              <Command.Item
                key={`${result.kind} ${result.id} ${result.path}`}
                value={`${result.kind} ${result.id} ${result.path}`}
                onSelect={() => go(result)}
              >
                <ResultRow result={result} />
              </Command.Item>
            ))}
          </Command.List>
          <Outcome text={text.trim()} results={results} error={query.error} />
        </Box>
      </Command>
    </Dialog>
  );
}

interface OutcomeProps {
  readonly text: string;
  readonly results: readonly Result[] | undefined;
  readonly error: unknown;
}

/** What is said while there is no result to choose. */
function Outcome({ text, results, error }: OutcomeProps) {
  const t = useWords();
  if (text === '') return <Hint>{t('search.hint')}</Hint>;
  if (error) return <Trouble error={error} />;
  if (results === undefined) return <Hint>{t('search.looking')}</Hint>;
  if (results.length > 0) return null;
  return <Said title={t('search.nothing')}>{t('search.nothing_why', { text })}</Said>;
}

function Hint({ children }: { readonly children: string }) {
  return (
    <Box role="status" sx={{ padding: 2, color: 'text.secondary', fontSize: '0.8125rem' }}>
      {children}
    </Box>
  );
}

function ResultRow({ result }: { readonly result: Result }) {
  const t = useWords();
  return (
    <>
      <Box component="span" sx={{ minWidth: 0, flex: 1 }}>
        <Box component="span" sx={{ display: 'block', fontWeight: 550, overflowWrap: 'anywhere' }}>
          {result.title}
        </Box>
        <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {result.subtitle}
        </Box>
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', flex: 'none' }}>
        {t(`search.${result.kind}`)}
      </Box>
    </>
  );
}

const PLACE = {
  '& .MuiDialog-container': { alignItems: 'flex-start' },
  '& .MuiDialog-paper': { marginTop: { xs: 2, sm: '12vh' } },
} as const;
const FIELD = {
  borderBottom: 1,
  borderColor: 'divider',
  '& input': {
    width: '100%',
    padding: 2,
    border: 0,
    outline: 'none',
    font: 'inherit',
    fontSize: '1rem',
    color: 'inherit',
    backgroundColor: 'transparent',
  },
  '& input::placeholder': { color: 'text.secondary', opacity: 1 },
} as const;
const LIST = {
  maxHeight: '50vh',
  overflowY: 'auto',
  '& [cmdk-item]': {
    display: 'flex',
    gap: 2,
    alignItems: 'center',
    paddingBlock: 1,
    paddingInline: 2,
    fontSize: '0.8125rem',
    cursor: 'pointer',
  },
  '& [cmdk-item][data-selected=true]': { backgroundColor: 'action.selected' },
} as const;
