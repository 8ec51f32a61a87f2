import ExpandLessIcon from '@mui/icons-material/ExpandLess';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { useWords, type Words } from '../../i18n/words.js';
import { decimalsOf } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { CARDS } from '../../ui/grid.js';
import { Days } from '../../ui/when.js';
import type { Figure, Figures } from '../open/agreement.js';
import { LineEntries } from './line-entries.js';

type Line = Schemas['ExplainLine'];

interface ExplainTableProps {
  readonly explanation: Schemas['Explanation'];
  readonly figures: readonly Figure[];
  /** The line whose entries are shown, by `lineKey`. */
  readonly opened: string | undefined;
  readonly onOpen: (line: string | undefined) => void;
}

/** Names a line among the others. */
const lineKey = ({ kind, model }: Line): string => `${kind} ${model ?? ''}`;

/** A line in words: its kind, and the model that was used. */
export function lineText({ kind, model, model_name }: Line, t: Words): string {
  const name = model_name ?? model ?? null;
  return name === null
    ? t(`kind.${kind}`)
    : t('explain.of_model', { kind: t(`kind.${kind}`), model: name });
}

/** What a column of changes is called: by its figure where there are several. */
function changeLabel(figure: Figure, figures: readonly Figure[], t: Words): string {
  if (figures.length === 1) return t('explain.change');
  return t('explain.change_of', { figure: t(`accounts.${figure}`) });
}

/** Opening, lines and closing; each line opens to its entries. */
export function ExplainTable({ explanation, figures, opened, onOpen }: ExplainTableProps) {
  const t = useWords();
  const { opening, lines, closing } = explanation;
  const rows = [opening, closing, ...lines.map(({ deltas }) => deltas)];
  const room = decimalsOf(rows.flatMap((row) => figures.map((figure) => row[figure])));
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('explain.title')}>
      <Table size="small" sx={CARDS} aria-label={t('explain.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('explain.kind')}</TableCell>
            <TableCell align="right">{t('explain.entries')}</TableCell>
            <TableCell>{t('explain.period')}</TableCell>
            {figures.map((figure) => (
              <TableCell key={figure} align="right">
                {changeLabel(figure, figures, t)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          <EndRow
            room={room}
            label={t('explain.opening')}
            figures={figures}
            values={opening}
            part="opening"
          />
          {lines.map((line) => (
            <LineRow
              key={lineKey(line)}
              room={room}
              line={line}
              figures={figures}
              isOpen={opened === lineKey(line)}
              onToggle={() => onOpen(opened === lineKey(line) ? undefined : lineKey(line))}
            />
          ))}
          <EndRow
            room={room}
            label={t('explain.closing')}
            figures={figures}
            values={closing}
            part="closing"
          />
        </TableBody>
      </Table>
    </Box>
  );
}

interface EndRowProps {
  readonly room: number;
  readonly label: string;
  readonly figures: readonly Figure[];
  readonly values: Figures;
  readonly part: 'opening' | 'closing';
}

function EndRow({ room, label, figures, values, part }: EndRowProps) {
  const t = useWords();
  return (
    <TableRow data-part={part} sx={{ '& td': { fontWeight: 600 } }}>
      <TableCell colSpan={3}>{label}</TableCell>
      {figures.map((figure) => (
        <Figured key={figure} label={t(`accounts.${figure}`)}>
          <Amount value={values[figure]} room={room} />
        </Figured>
      ))}
    </TableRow>
  );
}

interface LineRowProps {
  readonly room: number;
  readonly line: Line;
  readonly figures: readonly Figure[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function LineRow({ room, line, figures, isOpen, onToggle }: LineRowProps) {
  const t = useWords();
  const text = lineText(line, t);
  return (
    <>
      <TableRow data-part="line" data-kind={line.kind} data-model={line.model}>
        <TableCell>
          <ButtonBase
            onClick={onToggle}
            aria-expanded={isOpen}
            aria-label={t('explain.open', { kind: text })}
            sx={LINE}
          >
            {isOpen ? <ExpandLessIcon fontSize="small" /> : <ExpandMoreIcon fontSize="small" />}
            {text}
          </ButtonBase>
        </TableCell>
        <Figured label={t('explain.entries')}>{line.entries}</Figured>
        <TableCell>
          <Box component="span" className="label" aria-hidden>
            {t('explain.period')}
          </Box>
          <span>
            <Days from={line.first_at} to={line.last_at} />
          </span>
        </TableCell>
        {figures.map((figure) => (
          <Figured key={figure} label={changeLabel(figure, figures, t)}>
            <Amount value={line.deltas[figure]} sign="always" room={room} />
          </Figured>
        ))}
      </TableRow>
      {isOpen && (
        <TableRow>
          <TableCell colSpan={3 + figures.length} sx={{ backgroundColor: 'background.default' }}>
            <LineEntries line={line} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

const LINE = {
  justifyContent: 'start',
  gap: 0.75,
  minHeight: 30,
  paddingRight: 0.75,
  borderRadius: 0.5,
  font: 'inherit',
  textAlign: 'left',
} as const;

function Figured({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <TableCell align="right">
      <Box component="span" className="label" aria-hidden>
        {label}
      </Box>
      <span>{children}</span>
    </TableCell>
  );
}
