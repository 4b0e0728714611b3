/**
 * The floor for HTTP: a bare Express route before the same scripts, without rights, schemas, journal
 * readers, screens or metrics. `bare-process.ts SOCKET` of a Redis that holds the bench's hall.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import express, { type Request } from 'express';
import { Redis } from 'ioredis';
import type { Commands } from '../../server/protocol/commands.js';
import type { Context } from '../../server/protocol/context.js';
import { RedisStore } from '../../server/store/redis/redis-store.js';
import { contextAt } from '../support/factories.js';
import { COMMAND_CLIENT } from '../support/redis-store.js';

const command = new Redis({ path: process.argv[2] ?? '', ...COMMAND_CLIENT });
await once(command, 'ready');
const store = new RedisStore({ command, tail: () => command.duplicate() });

const context = contextAt(Date.now());
function contextOf(request: Request): Context {
  return { ...context, key: String(request.headers['idempotency-key']), now: Date.now() };
}

const app = express();
const json = express.json();
app.post('/sites/ward/tickets', json, async (request, response) => {
  const args = request.body as Commands['issue'];
  const reply = await store.command('issue', args, contextOf(request));
  response.status(reply.ok ? 201 : 409).json(reply.ok ? reply.tickets[0] : reply);
});
app.post('/sites/ward/counters/:counter/call-next', json, async (request, response) => {
  const args = request.body as Omit<Commands['callNext'], 'counter'>;
  const counter = request.params['counter'];
  const reply = await store.command('callNext', { counter, ...args }, contextOf(request));
  if (!reply.ok) {
    response.status(409).json(reply);
    return;
  }
  response.json({ called: reply.tickets.find(({ id }) => id === reply.called) ?? null });
});

const server = createServer(app);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
process.once('disconnect', () => process.exit(0));
