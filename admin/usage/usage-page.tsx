import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { Zone } from '../ui/when.js';
import { CsvButton } from './csv-button.js';
import { GroupTable } from './group-table.js';
import { binsOf, queryOf, questionOf, searchOf, type Question } from './question.js';
import { QuestionFields } from './question-fields.js';
import { groupsOf } from './totals.js';
import { UsageChart } from './usage-chart.js';
import { UsageTable } from './usage-table.js';

/** Explores usage: a question in the address, its chart, and the rows that the CSV has too. */
export default function UsagePage() {
  const t = useWords();
  const [question, ask] = useQuestion();
  const query = useQuery({
    queryKey: ['usage', queryOf(question)],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/usage', { params: { query: queryOf(question) }, signal })),
  });
  return (
    <Zone value={question.zone}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <PageTitle text={t('explorer.title')} />
        <QuestionFields question={question} onAsk={ask} />
        <Panel
          title={t('explorer.chart', {
            metric: t(`metric.${question.metric}`),
            bin: t(`bin.${question.bin}`),
          })}
          aside={<CsvButton question={question} />}
        >
          <Loaded query={query}>
            {(answer) => <Answered question={question} answer={answer} />}
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
  return [question, (more) => setSearch(searchOf({ ...question, ...more }))];
}

const myZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface AnsweredProps {
  readonly question: Question;
  readonly answer: Schemas['UsageAnswer'];
}

function Answered({ question, answer }: AnsweredProps) {
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
  const shown = { question, rows, groups, until };
  return (
    <>
      <UsageChart {...shown} bins={bins} />
      {groupBy.length > 0 && <GroupTable {...shown} />}
      <UsageTable key={JSON.stringify(question)} {...shown} />
    </>
  );
}
