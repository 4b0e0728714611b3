/** The API document (OpenAPI 3.1), made from the operations and their schemas. */
import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { allows, STRANGER } from '../access/rights.js';
import { ERRORS, type ErrorCode } from '../errors.js';
import { problem } from '../protocol/schema/answers.js';
import { requestKey, slug, ticketId } from '../protocol/schema/ids.js';
import { BYTES, NOTHING, parametersOf, type Operation } from './operation.js';

export type ApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** What every route can answer besides its own. */
const ALWAYS: readonly ErrorCode[] = ['internal'];
const OF_CLOSED: readonly ErrorCode[] = ['signed-out', 'locked', 'not-allowed'];
const OF_SITES: readonly ErrorCode[] = ['site-unknown'];
const OF_BODIES: readonly ErrorCode[] = [
  'bad-request',
  'too-large',
  'wrong-type',
  'foreign-origin',
];
const OF_COMMANDS: readonly ErrorCode[] = ['key-missing', 'key-reused', 'store-down'];

const PARAMETERS: Readonly<Record<string, z.ZodType>> = {
  site: slug.meta({ description: 'Id of the site' }),
  counter: slug.meta({ description: 'Id of the counter' }),
  ticket: ticketId.meta({ description: 'Id of a ticket of today' }),
  assist: z.string().meta({ description: 'Id of an assist of today' }),
  help: z.string().meta({ description: 'Id of a call for help of today' }),
  person: z.string().meta({ description: 'Id of somebody who works here' }),
  device: z.string().meta({ description: 'Id of a paired device' }),
  token: z.string().meta({ description: 'Id of a token, not the token itself' }),
  pack: slug.meta({ description: 'Id of a recorded voice' }),
  clip: z.string().meta({ description: 'Id of a clip, such as `digit-3`' }),
};

const IDEMPOTENCY_KEY = requestKey.meta({
  description: 'Random, new for each command; the same for every retry of it.',
});

/** @param version of the product */
export function apiDocument(operations: readonly Operation[], version: string): ApiDocument {
  const registry = new OpenAPIRegistry();
  const session = registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'motcua',
    description: 'Set by `POST /sign-in`; `__Host-motcua` under TLS.',
  });
  const token = registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
  });
  for (const operation of operations) {
    registry.registerPath({
      method: operation.method,
      path: operation.path,
      summary: operation.summary,
      operationId: operationId(operation),
      tags: [operation.tag],
      security: allows(STRANGER, operation.action)
        ? []
        : [{ [session.name]: [] }, { [token.name]: [] }],
      request: requestOf(operation),
      responses: responsesOf(operation),
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Một Cửa',
      version,
      description:
        'Queue ticketing for one-stop public-service halls. A command that got no answer, or 503, ' +
        'is sent again with the same Idempotency-Key: it counts once.',
    },
  });
}

function operationId({ method, path }: Operation): string {
  return `${method} ${path}`
    .replace('/api/v1/', '')
    .replace(/[{}]/g, '')
    .replace(/\W+(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

function requestOf({ path, query, body, command, versioned }: Operation) {
  const params = Object.fromEntries(
    parametersOf(path).map((name) => [name, PARAMETERS[name] ?? z.string()]),
  );
  const headers = {
    ...(command && { 'Idempotency-Key': IDEMPOTENCY_KEY }),
    ...(versioned && { 'If-Match': z.string().meta({ description: 'ETag of the configuration' }) }),
  };
  return {
    params: z.object(params),
    headers: z.object(headers),
    ...(query instanceof z.ZodObject && { query }),
    ...(body !== NOTHING && { body: { content: contentOf(body) } }),
  };
}

function contentOf(body: z.ZodType): Record<string, { schema: z.ZodType }> {
  return Object.is(body, BYTES)
    ? { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } }
    : { 'application/json': { schema: body } };
}

function responsesOf(operation: Operation): Record<string, ResponseConfig> {
  const { path, body, command, success, errors, action } = operation;
  const {
    status,
    alsoStatus,
    description,
    schema = z.string(),
    type = 'application/json',
  } = success;
  const codes = [
    ...errors,
    ...(path.includes('{site}') ? OF_SITES : []),
    ...(body === NOTHING ? [] : OF_BODIES),
    ...(command ? OF_COMMANDS : []),
    ...(allows(STRANGER, action) ? [] : OF_CLOSED),
    ...ALWAYS,
  ];
  const answer: ResponseConfig = { description, content: { [type]: { schema } } };
  const responses: Record<string, ResponseConfig> = {
    [status]: answer,
    ...(alsoStatus && { [alsoStatus]: answer }),
  };
  for (const each of new Set(codes.map((code) => ERRORS[code]))) {
    responses[each] = {
      description: codes.filter((code) => ERRORS[code] === each).join(', '),
      content: { 'application/problem+json': { schema: problem } },
    };
  }
  return responses;
}
