import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';

/** What the documentation says of one route. */
interface Route {
  /** The resource the route belongs to: `accounts`, `models`. */
  readonly tag: string;
  /** One line that says what it does. */
  readonly summary: string;
  readonly description?: string;
  /** Status of a success; 200 unless told. */
  readonly status?: number;
  /** Schema of the answer, by its wire shape. Absent: no body. */
  readonly answer?: z.ZodType;
  /** An answer of another media type than JSON. */
  readonly mediaType?: string;
}

/**
 * Sets the status of a route's success and documents its answer; problems are added to every
 * route.
 */
export function Answers(route: Route): MethodDecorator {
  const { tag, summary, description, status = 200, answer, mediaType } = route;
  const response = answer
    ? { status, description: summary, standardSchema: answer }
    : { status, description: summary };
  const content = mediaType
    ? { status, description: summary, content: { [mediaType]: { schema: { type: 'string' } } } }
    : response;
  return applyDecorators(
    HttpCode(status),
    ApiTags(tag),
    ApiOperation(description ? { summary, description } : { summary }),
    ApiResponse(content),
  );
}
