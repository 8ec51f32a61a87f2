import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { problemResponse } from './refusals.js';
import type { Tag } from './tags.js';

interface Route {
  /** `operationId`, the method's name in generated clients: `debitCredits`. */
  readonly id: string;
  /** One line on what it does. */
  readonly summary: string;
  readonly description?: string;
  /** Status of a success; 200 by default. */
  readonly status?: number;
  /** Another success status with the same answer: 200 if nothing new was created. */
  readonly otherStatus?: number;
  /** Wire schema of the answer. Absent: no body. */
  readonly answer?: z.ZodType;
  readonly mediaType?: string;
  /** Additional headers of the answer by name, with descriptions. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of this route's specific refusals. */
  readonly problems?: readonly number[];
}

/** The group, in the documentation, of a controller's routes. */
export const Tagged = (tag: Tag): ClassDecorator => ApiTags(tag);

/**
 * Documents a route's answer and sets its success status; common problems are added to every route.
 */
export function Answers(route: Route): MethodDecorator {
  const { id, summary, description, status = 200, answer, mediaType, problems = [] } = route;
  const { otherStatus, headers } = route;
  const said = { status, description: summary, ...(headers && { headers: described(headers) }) };
  const response = answer ? { ...said, standardSchema: answer } : said;
  const content = mediaType
    ? { ...said, content: { [mediaType]: { schema: { type: 'string' } } } }
    : response;
  return applyDecorators(
    HttpCode(status),
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
