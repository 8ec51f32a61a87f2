import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { FreshnessOf } from '../freshness/freshness.js';
import { useWords } from '../i18n/words.js';
import { searchNow } from '../lib/address.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { TitleRow } from '../ui/list-page.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { Zone } from '../ui/when.js';
import { ViewsMenu } from '../views/views-menu.js';
import { UsageCsvButton } from './csv-button.js';
import { GroupTable } from './group-table.js';
import {
  before,
  binsOf,
  queryOf,
  questionOf,
  searchOf,
  viewOf,
  type Question,
} from './question.js';
import { QuestionFields } from './question-fields.js';
import { groupsOf } from './totals.js';
import { UsageChart, type Earlier } from './usage-chart.js';
import { UsageTable } from './usage-table.js';

/** Sums of days and hours; what is finer is read of entries. */
const PROJECTIONS = ['usage', 'ledger_entries'] as const;

/** Explores usage: a question in the address, its chart, and the rows that the CSV has too. */
export default function UsagePage() {
  const t = useWords();
  const [question, ask] = useQuestion();
  const query = useQuery({
    queryKey: ['usage', queryOf(question)],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/usage', { params: { query: queryOf(question) }, signal })),
  });
  const earlier = before(question);
  const then = useQuery({
    queryKey: ['usage', queryOf(earlier)],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/usage', { params: { query: queryOf(earlier) }, signal })),
    enabled: question.compare === 'before',
  });
  return (
    <Zone value={question.zone}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <TitleRow
          title={t('explorer.title')}
          aside={
            <>
              <FreshnessOf of={PROJECTIONS} query={query} />
              <ViewsMenu page="usage" query={viewOf(question, Date.now())} />
            </>
          }
        />
        <QuestionFields question={question} onAsk={ask} />
        <Panel
          title={t('explorer.chart', {
            metric: t(`metric.${question.metric}`),
            bin: t(`bin.${question.bin}`),
          })}
          aside={<UsageCsvButton question={question} />}
        >
          <Loaded query={query}>
            {(answer) =>
              question.compare === 'none' ? (
                <Answered question={question} answer={answer} />
              ) : (
                <Loaded query={then}>
                  {({ data }) => (
                    <Answered question={question} answer={answer} earlier={{ rows: data }} />
                  )}
                </Loaded>
              )
            }
          </Loaded>
        </Panel>
      </Box>
    </Zone>
  );
}

/** The question in the address. One that is left open is completed there: a link keeps it. */
function useQuestion(): [Question, (more: Partial<Question>) => void] {
  const [search, setSearch] = useSearchParams();
  const address = search.toString();
  const question = useMemo(
    () => questionOf(new URLSearchParams(address), Date.now(), myZone()),
    [address],
  );
  const complete = searchOf(question).toString();
  useEffect(() => {
    if (address !== complete) setSearch(complete, { replace: true });
  }, [address, complete, setSearch]);
  const change = (more: Partial<Question>) => {
    // What was changed last may not be drawn yet.
    const changed = { ...questionOf(searchNow(), Date.now(), myZone()), ...more };
    if (changed.from <= changed.to) setSearch(searchOf(changed));
  };
  return [question, change];
}

const myZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface AnsweredProps {
  readonly question: Question;
  readonly answer: Schemas['UsageAnswer'];
  /** What was used in the period before, where it is compared. */
  readonly earlier?: Earlier;
}

function Answered({ question, answer, earlier }: AnsweredProps) {
  const t = useWords();
  const { data: rows, complete_to } = answer;
  const { groupBy, metric, account, model } = question;
  const until = complete_to ?? answer.to;
  const groups = useMemo(() => groupsOf(rows, groupBy, metric), [rows, groupBy, metric]);
  const bins = useMemo(
    () =>
      binsOf(
        question,
        until,
        rows.map(({ time }) => time),
      ),
    [question, until, rows],
  );
  if (rows.length === 0) {
    return account === '' && model === '' ? (
      <Said title={t('explorer.empty')} />
    ) : (
      <Said title={t('explorer.no_match')}>{t('explorer.no_match_why')}</Said>
    );
  }
  const shown = { question, rows, groups, until, ...(earlier && { earlier }) };
  return (
    <>
      <UsageChart {...shown} bins={bins} />
      {groupBy.length > 0 && <GroupTable {...shown} />}
      <UsageTable key={JSON.stringify(question)} {...shown} />
    </>
  );
}
