import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { RouteDefinition } from '../Route';
import { components } from './components';
import { tidySchemas } from './tidySchemas';
import { toSelected } from './toSelected';

/** An OpenAPI 3.1 document. */
export type Description = ReturnType<typeof createDocument>;

const ERRORS: Record<number, string> = {
  400: 'Something of the request is wrong; the message names all of it',
  401: 'Nobody is signed in',
  403: 'The permission is missing',
  404: 'There is none, or the caller may not see it',
  413: 'The body is too long',
  429: 'Too many requests, where Backstage is told to limit them',
  503: 'What the answer needs cannot be reached',
};

/** The errors that each route may give. */
const COMMON_ERRORS = [400, 401, 403, 429, 503];

/** Describes routes by what they are made of. The same routes give the same bytes. */
export function createDescription(definitions: RouteDefinition[]): Description {
  const description = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Orchestr8 for Backstage',
        version: '1',
        description:
          'What the clusters run, module by module. Nobody learns of what he may not read in the catalog.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/api/o8/v1' }],
      security: [{ backstage: [] }],
      tags: [...new Set(definitions.map(({ tag }) => tag))]
        .sort()
        .map(name => ({ name })),
      paths: toPaths(definitions),
      components: {
        schemas: components,
        securitySchemes: {
          backstage: {
            type: 'http',
            scheme: 'bearer',
            description: 'A Backstage token, of a user or of a service',
          },
        },
        responses: Object.fromEntries(
          Object.entries(ERRORS).map(([status, meaning]) => [
            nameOf(Number(status)),
            {
              description: meaning,
              content: { 'application/json': { schema: components.Error } },
            },
          ]),
        ),
      },
    },
    { override },
  );
  return tidySchemas(description);
}

const CACHE_HEADERS = z.object({
  ETag: z.string().meta({
    description:
      'The same while what the caller may see of it is the same; for `If-None-Match`',
  }),
  'Cache-Control': z.string(),
});

function toPaths(definitions: RouteDefinition[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const definition of definitions) {
    const { path, method } = definition;
    paths[path] = { ...paths[path], [method]: toOperation(definition) };
  }
  return paths;
}

function toOperation(definition: RouteDefinition): ZodOpenApiOperationObject {
  const { operationId, summary, tag, body, permission } = definition;
  const { description = '' } = definition;
  return {
    operationId,
    summary,
    description: [description, `Permission: \`${permission.name}\`.`]
      .filter(Boolean)
      .join('\n\n'),
    tags: [tag],
    requestParams: {
      path: asObject(definition.params),
      query: asObject(definition.query),
    },
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: body } },
      },
    }),
    responses: toResponses(definition),
  };
}

function toResponses(definition: RouteDefinition): ZodOpenApiResponsesObject {
  const { method, query, answer, errors = [] } = definition;
  const schema =
    'fields' in asObject(query).shape
      ? z.union([answer, toSelected(answer)])
      : answer;
  const statuses = [...new Set([...COMMON_ERRORS, ...errors])].sort();
  return {
    200: {
      description: 'The answer',
      headers: method === 'get' ? CACHE_HEADERS : undefined,
      content: { 'application/json': { schema } },
    },
    ...(method === 'get' && {
      304: {
        description:
          'Nothing has changed since the answer with the tag in `If-None-Match`',
      },
    }),
    ...Object.fromEntries(
      statuses.map(status => [
        status,
        { $ref: `#/components/responses/${nameOf(status)}` },
      ]),
    ),
  };
}

function nameOf(status: number): string {
  return `Error${status}`;
}

function asObject(schema: z.ZodType): z.ZodObject {
  if (!(schema instanceof z.ZodObject)) {
    throw new Error('Parameters are described by an object');
  }
  return schema;
}

// What answers hold is said in full, yet clients have to take what later versions add.
function override({
  jsonSchema,
  io,
}: {
  jsonSchema: { additionalProperties?: unknown };
  io: 'input' | 'output';
}): void {
  if (io === 'output' && jsonSchema.additionalProperties === false) {
    delete jsonSchema.additionalProperties;
  }
}
