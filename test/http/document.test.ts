import { readFile } from 'node:fs/promises';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../server/http/app.js';
import { ERRORS } from '../../server/errors.js';
import { isLanguage, LANGUAGES } from '../../server/words.js';
import { openHall, type HttpHall } from '../support/http-hall.js';

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, { schema: object }> };
  parameters?: { name: string; in: string; required: boolean }[];
  responses: Record<string, { content: object }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

/** What goes through the queue's scripts: a retry must count once. */
const COMMANDS =
  /\{site\}\/(?:tickets|counters|assists|help|sounds\/|ratings$|papers(?:$|\/\{code\}\/print)|undo|clock|config$)|\/links\/\{token\}\//;

describe('the API document', () => {
  let hall: HttpHall;
  let document: Document;
  beforeAll(async () => {
    hall = await openHall();
    const answer = await request(hall.server).get('/api/v1/openapi.json').expect(200);
    document = answer.body as Document;
  });
  afterAll(() => hall.stop());

  /** What express has mounted, as the document writes it. */
  function mounted(): string[] {
    const app = createApp(hall.parts);
    return app.router.stack
      .flatMap(({ route }) => (route === undefined ? [] : [route]))
      .flatMap(({ path, stack }) => stack.map(({ method }) => `${method} ${path}`))
      .filter((name, index, all) => all.indexOf(name) === index)
      .map((name) => name.replace(/:(\w+)/g, '{$1}'))
      .sort();
  }

  function documented(): string[] {
    return Object.entries(document.paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
      .sort();
  }

  test('holds exactly the routes that are mounted', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(documented()).toEqual(mounted());
    expect(documented()).toContain('post /api/v1/sites/{site}/counters/{counter}/call-next');
  });

  test('names each operation once, with its parameters and refusals', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, method, operation } of operations) {
      const { parameters = [], responses, requestBody } = operation;
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name));
      const changes = method !== 'get';
      if (changes) expect(Object.keys(responses)).toContain('403');
      expect(parameters.some(({ name, required }) => name === 'Idempotency-Key' && required)).toBe(
        changes && COMMANDS.test(path),
      );
      if (method === 'get' || method === 'delete') expect(requestBody).toBeUndefined();
      if (method === 'put') expect(requestBody).toBeDefined();
    }
  });

  test('says which keys a body must have and that it may have no others', () => {
    const issue = document.paths['/api/v1/sites/{site}/tickets']?.['post'];
    expect(issue?.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Issue',
    });
    expect(document).toMatchObject({
      components: { schemas: { Issue: { required: ['group'], additionalProperties: false } } },
    });
  });

  test('is shown by a page that needs nothing from elsewhere and no inline script', async () => {
    const page = await request(hall.server).get('/api/docs').expect(200);
    expect(page.text).not.toMatch(/<script>|https?:|\son\w+=/);
    expect(page.text).toContain('<title>Programming interface</title>');
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    for (const [, file = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      await request(hall.server).get(file).expect(200);
    }
  });

  test.each(LANGUAGES)('every error has its words in %s', async (language) => {
    expect(isLanguage(language)).toBe(true);
    const file = new URL(`../../display/locales/${language}/errors.json`, import.meta.url);
    const errors = JSON.parse(await readFile(file, 'utf8')) as Record<
      string,
      { title: string; detail: string }
    >;
    expect(Object.keys(errors).sort()).toEqual(Object.keys(ERRORS).sort());
    for (const { title, detail } of Object.values(errors)) {
      expect(title.normalize('NFC')).toBe(title);
      expect(title).toMatch(/\S\.$/);
      expect(detail).toMatch(/\S\.$/);
    }
  });
});
