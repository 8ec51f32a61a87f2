import { Readable } from 'node:stream';
import { createParamDecorator, StreamableFile, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.js';
import type { Caller } from '../auth/caller.js';
import { MAX_PAGE_ROWS, type Page, type PageRequest } from '../shapes/cursor.js';
import { csvRow } from './csv.js';
import { demandExport, type Subject } from './permitted.js';

/** What the API document says of a list that is exported too. */
export const ALSO_CSV =
  'With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is ' +
  '`# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`.';

/** Filters that are personal data; the record of what people did goes without. */
const PERSONAL = new Set(['filter[name]', 'filter[email]']);

/** A list as it is exported. */
export interface ExportedList<Row> {
  /** Names the file. */
  readonly name: string;
  readonly subject: Subject;
  /** The heading and the cell of each column. */
  readonly columns: Readonly<Record<string, (row: Row) => string>>;
  readonly read: (page: PageRequest) => Promise<Page<Row>>;
  /** The position up to which all rows are in; absent for what is not read from the log. */
  readonly position?: () => Promise<string>;
}

/** A list that has no pages, as the one page of an export. */
export const onePage = <Row>(data: Row[]): Page<Row> => ({
  data,
  meta: { page: { next: null, size: data.length } },
});

/** A request for CSV. */
export interface CsvExport {
  /** Throws Problem `forbidden`, and whatever reading the first page throws. */
  send<Row>(list: ExportedList<Row>): Promise<StreamableFile>;
}

/** What a list answers: the page that is asked for, or every row as CSV. */
export function pageOrCsv<Query extends PageRequest, Row, Answer extends Page<Row>>(
  csv: CsvExport | undefined,
  query: Query,
  read: (query: Query) => Promise<Answer>,
  file: Omit<ExportedList<Row>, 'read'>,
): Promise<Answer | StreamableFile> {
  return csv ? csv.send({ ...file, read: (page) => read({ ...query, ...page }) }) : read(query);
}

/** Whose rows a list gives that may be narrowed to one account. */
export const subjectOf = (query: {
  readonly 'filter[account_id]'?: string | undefined;
}): Subject => (query['filter[account_id]'] === undefined ? 'accounts' : 'account');

/** Injects the request's export; undefined where it asks for JSON. */
export const CsvExport = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const reply = http.getResponse<FastifyReply>();
  void reply.header('vary', 'accept');
  // Fastify answers HEAD with the handler of GET, which would read every row for nobody.
  if (request.method === 'HEAD' || !wantsCsv(request.headers.accept)) return undefined;
  const { caller } = request;
  if (!caller) throw new Problem('unauthorized');
  return {
    send: (list) => {
      request.actionDetail = { export: list.name, filter: filtersOf(request.query) };
      return fileOf(list, caller);
    },
  } satisfies CsvExport;
});

/** CSV must be named explicitly; wildcards get JSON. */
export function wantsCsv(accept: string | undefined): boolean {
  const types = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((type) => type.split(';', 1)[0]?.trim());
  const [csv, json] = [types.indexOf('text/csv'), types.indexOf('application/json')];
  return csv >= 0 && (json < 0 || csv < json);
}

/** Sends the first page with the headers, so that what fails before is still refused in words. */
async function fileOf<Row>(list: ExportedList<Row>, caller: Caller): Promise<StreamableFile> {
  demandExport(caller, list.subject);
  const position = await list.position?.();
  const first = await list.read({ 'page[size]': MAX_PAGE_ROWS });
  const stream = Readable.from(linesOf(list, first, position));
  return new StreamableFile(stream, {
    type: 'text/csv; charset=utf-8; header=present',
    disposition: `attachment; filename="${list.name}.csv"`,
  });
}

/** A chunk a page: the next one is read once the client has taken this one. */
async function* linesOf<Row>(
  { columns, read }: ExportedList<Row>,
  first: Page<Row>,
  position: string | undefined,
): AsyncGenerator<string> {
  const cells = Object.values(columns);
  yield csvRow(Object.keys(columns));
  let rows = 0;
  let isStale = false;
  for (let page = first; ;) {
    const { data, meta } = page;
    rows += data.length;
    isStale ||= meta.stale === true;
    yield data.map((row) => csvRow(cells.map((cell) => cell(row)))).join('');
    if (meta.page.next === null) break;
    page = await read({ 'page[size]': MAX_PAGE_ROWS, 'page[after]': meta.page.next });
  }
  const end = [
    'complete',
    `${rows} rows`,
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(isStale ? ['stale'] : []),
  ];
  yield `# ${end.join(', ')}\r\n`;
}

/** The filters of a query as they are recorded: without personal ones. */
export function filtersOf(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  return Object.entries(query)
    .filter(([name]) => name.startsWith('filter[') && !PERSONAL.has(name))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');
}
