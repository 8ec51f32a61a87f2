import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { problemResponse } from './refusals.js';
import type { Tag } from './tags.js';

/** What the documentation says of one route. */
interface Route {
  /** Its `operationId`, the method's name in a generated client: `debitCredits`. */
  readonly id: string;
  /** The group that the documentation shows it in. */
  readonly tag: Tag;
  /** One line that says what it does. */
  readonly summary: string;
  readonly description?: string;
  /** Status of a success; 200 unless told. */
  readonly status?: number;
  /** Another status of a success with the same answer: 200 where nothing new came about. */
  readonly otherStatus?: number;
  /** Schema of the answer, by its wire shape. Absent: no body. */
  readonly answer?: z.ZodType;
  /** An answer of another media type than JSON. */
  readonly mediaType?: string;
  /** Headers of the answer that other routes do not have, by name: what each says. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Refusals of this route that others do not have, by status. */
  readonly problems?: readonly number[];
}

/**
 * Sets the status of a route's success and documents its answer; problems are added to every
 * route.
 */
export function Answers(route: Route): MethodDecorator {
  const { id, tag, summary, description, status = 200, answer, mediaType, problems = [] } = route;
  const { otherStatus, headers } = route;
  const said = { status, description: summary, ...(headers && { headers: described(headers) }) };
  const response = answer ? { ...said, standardSchema: answer } : said;
  const content = mediaType
    ? { ...said, content: { [mediaType]: { schema: { type: 'string' } } } }
    : response;
  return applyDecorators(
    HttpCode(status),
    ApiTags(tag),
    ApiOperation({ operationId: id, summary, ...(description && { description }) }),
    ApiResponse(content),
    ...(otherStatus === undefined ? [] : [ApiResponse({ ...content, status: otherStatus })]),
    ...problems.map((refused) => ApiResponse({ status: refused, ...problemResponse(refused) })),
  );
}

const described = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );
