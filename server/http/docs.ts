/** The API document and a page to read and try it, without anything from elsewhere. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from 'express';
import { apiDocument, type ApiDocument } from './openapi.js';
import { NOTHING, type Operation } from './operation.js';
import type { Words } from './problem.js';
import { route, sendJson, SENT, type Route, type RouteParts } from './route.js';

const DOCUMENT: Operation = {
  method: 'get',
  path: '/api/v1/openapi.json',
  action: 'documents.read',
  summary: 'This document',
  tag: 'Service',
  body: NOTHING,
  query: NOTHING,
  command: false,
  success: { status: 200, description: 'OpenAPI 3.1' },
  errors: [],
};

/** `GET /api/v1/openapi.json` over all these routes and itself. */
export function documentRoute(parts: RouteParts, routes: readonly Route[]): Route {
  // Made when somebody asks: it would take a noticeable part of the start.
  let document: ApiDocument | undefined;
  return route(parts, DOCUMENT, ({ response }) => {
    document ??= apiDocument([...routes.map(({ operation }) => operation), DOCUMENT], '1');
    sendJson(response, 200, document);
    return SENT;
  });
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = (title: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="api"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</html>
`;
const START = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#api', validatorUrl: null });\n`;

/** `/api/docs` and its files. The page is in English, as the document is. */
export function docsRouter(words: Words): Router {
  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/swagger-ui.css'));
  const router = Router();
  router.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', POLICY);
    next();
  });
  const html = page(words.text('en', 'start.api'));
  router.get('/', (_request, response) => {
    response.type('html').send(html);
  });
  router.get('/start.js', (_request, response) => {
    response.type('js').send(START);
  });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/${name}`, (_request, response) => {
      response.sendFile(name, { root: files, maxAge: '1d' });
    });
  }
  return router;
}
