/** What people, programs and strangers type where nothing of it must stay. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { CanaryHall } from './canary-hall.js';

const PAGES = ['', 'desk/', 'hall/', 'admin/', 'join/', 't/', 's/', 'sign-in?next=/', '?lang='];
const PARTS = ['people/', 'devices/', 'tokens/', 'tickets/', 'config/versions/', 'journal?after='];
const FILTERS = ['person', 'ticket', 'counter', 'kind', 'day'];

/** Addresses of pages and of the API with something typed into them. */
export async function typeAddresses(hall: CanaryHall): Promise<void> {
  const { canaries, api } = hall;
  const typed = () => encodeURIComponent(canaries.line('never', 'an address'));
  for (const page of PAGES) await hall.send('GET', `/${page}${typed()}`);
  for (const part of PARTS) {
    await hall.send('GET', `${api}/${part}${typed()}`);
    await hall.send('DELETE', `${api}/${part}${typed()}`);
  }
  for (const filter of FILTERS) {
    const value = canaries.id('never', 'a filter of the journal');
    await hall.send('GET', `${api}/journal/view?${filter}=${value}`);
  }
  for (const path of ['/set-up/', '/api/v1/', '/healthz?', '/metrics?who=', `${api}/board?q=`]) {
    await hall.send('GET', path + typed());
  }
  // A site that nobody made, in a configuration that is refused.
  const config = await hall.ask<SiteConfig>(200, 'GET', `${api}/config`);
  for (let n = 0; n < 3; n += 1) {
    const id = canaries.id('never', 'the name of a site that is none');
    const body = { ...config, site: { ...config.site, id } };
    const headers = { 'If-Match': `"${7 + n}"` };
    await hall.ask(412, 'PUT', `/api/v1/sites/${id}/config`, { body, headers });
    await hall.send('GET', `/api/v1/sites/${id}/board`);
  }
}

const HEADERS = [
  ...['user-agent', 'accept-language', 'referer', 'cookie', 'origin', 'accept', 'if-match'],
  ...['x-forwarded-for', 'forwarded', 'x-request-id', 'content-type', 'authorization'],
];

/** Each header that is read, and some that are not, on a page, a read and a command. */
export async function typeHeaders(hall: CanaryHall): Promise<void> {
  const { canaries, api } = hall;
  for (const name of HEADERS) {
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', `${api}/board`],
      ['POST', `${api}/tickets`],
    ]) {
      if (method === undefined || path === undefined) continue;
      const into = `the header ${name}`;
      const value = `${canaries.id('never', into)};${canaries.phone('never', into)}`;
      const headers = { [name]: name === 'authorization' ? `Bearer ${value}` : value };
      await hall.send(method, path, {
        headers,
        ...(method === 'POST' && { body: { group: 'none' } }),
      });
    }
  }
}

/** Keys that somebody made of a number and a telephone: with commands that are taken, and refused. */
export async function typeKeys(hall: CanaryHall): Promise<void> {
  const { canaries, api, group } = hall;
  const into = 'an Idempotency-Key';
  const key = () => `${canaries.id('never', into)}-${canaries.id('never', into)}`;
  for (let n = 0; n < 8; n += 1) {
    const given = key();
    const headers = { 'Idempotency-Key': given };
    await hall.ask(201, 'POST', `${api}/tickets`, { body: { group }, headers });
    await hall.ask(200, 'POST', `${api}/undo`, {
      body: { request: given },
      headers: { 'Idempotency-Key': key() },
    });
    await hall.send('POST', `${api}/tickets`, {
      body: { group: 'none' },
      headers: { 'Idempotency-Key': key() },
    });
  }
}

const DOORS: readonly (readonly [string, string])[] = [
  ['POST', '/tickets'],
  ['POST', '/tickets/0000000001/cancel'],
  ['POST', '/counters/quay-1/call-next'],
  ['POST', '/undo'],
  ['PUT', '/config'],
  ['POST', '/config/check'],
  ['POST', '/people'],
  ['POST', '/devices'],
  ['POST', '/tokens'],
  ['POST', '/checks'],
  ['POST', '/assists'],
  ['POST', '/tickets/0000000001/note'],
  ['POST', '/papers'],
];
const OUTSIDE: readonly (readonly [string, string])[] = [
  ['POST', '/api/v1/sign-in'],
  ['POST', '/api/v1/unlock'],
  ['PUT', '/api/v1/me/pin'],
  ['PUT', '/api/v1/set-up'],
  ['POST', '/api/v1/pairing'],
  ['POST', '/api/v1/pairing/claim'],
  ['POST', '/api/v1/backups'],
  ['POST', '/api/v1/sites'],
];

/** Bodies that are no JSON, of no known shape, of another type, and too long. */
export async function typeRefusedBodies(hall: CanaryHall): Promise<void> {
  const { canaries, api, group } = hall;
  const doors = [...DOORS.map(([method, path]) => [method, api + path] as const), ...OUTSIDE];
  for (const [method, path] of doors) {
    const line = () => canaries.line('never', `a refused body at ${path}`);
    const bodies = [`{"note":"${line()}`, { [line()]: line() }, { group, note: line().repeat(4) }];
    for (const body of bodies) await hall.send(method, path, { body });
    const headers = { 'Content-Type': 'text/csv' };
    await hall.send(method, path, { body: `tên,vai trò\n${line()},officer\n`, headers });
  }
  const good = [
    `may-in:${canaries.id('never', 'a check')}`,
    `printer:${canaries.id('never', 'a check')}`,
  ];
  for (const one of good) {
    await hall.send('POST', `${api}/checks`, { body: { check: 'morning', good: [one], bad: [] } });
  }
  const body = { group, procedure: canaries.id('never', 'a procedure that is none') };
  await hall.send('POST', `${api}/tickets`, { body });
}

/** Logins, passwords and PINs that are wrong, also in each other's places. */
export async function typeWrongSecrets(hall: CanaryHall): Promise<void> {
  const { canaries } = hall;
  const send = (body: object) => hall.send('POST', '/api/v1/sign-in', { body, page: true });
  for (let n = 0; n < 6; n += 1) {
    const name = canaries.name('never', 'a login');
    const id = canaries.id('never', 'a wrong password');
    await send({ kind: 'password', login: n % 2 ? name : id, password: n % 2 ? id : name });
    const pin = canaries.id('never', 'a wrong PIN');
    await send({ kind: 'pin', person: `p-${canaries.id('never', 'a person who is none')}`, pin });
    const deviceName = canaries.name('never', 'the name of a phone with a wrong slip');
    await send({ kind: 'join', join: 'A'.repeat(43), pin, deviceName });
  }
}

/** Handshakes and messages of sockets of every kind. */
export async function typeToSockets(hall: CanaryHall): Promise<void> {
  const { canaries, site } = hall;
  const { url, token } = hall.hall;
  for (const name of ['/hall', '/staff', '/kiosk', '/ticket', '/printer', '/none']) {
    const into = `a socket of ${name}`;
    const id = () => canaries.id('never', into);
    const odd = { site: id(), zone: id(), token: `${id()}-${id()}`, printer: id(), name: id() };
    const query = { who: canaries.phone('never', into) };
    for (const auth of [odd, { site, zone: id(), build: canaries.name('never', into) }]) {
      const socket = io(url + name, {
        ...{ auth, query, reconnection: false, forceNew: true, transports: ['websocket'] },
        extraHeaders: { Authorization: `Bearer ${token}`, 'User-Agent': id() },
      });
      await Promise.race(['connect', 'connect_error'].map((event) => heard(socket, event)));
      const line = canaries.line('never', into);
      socket.emit(line, line);
      socket.emit('resync', { seq: line, h: line });
      socket.emit('status', { printer: line });
      await pause(20);
      socket.disconnect();
    }
  }
}

function heard(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}

/** What is no HTTP at all, and upgrades to nothing. */
export async function typeToPorts({ canaries, hall }: CanaryHall): Promise<void> {
  const port = Number(new URL(hall.url).port);
  const line = () => canaries.line('never', 'a connection');
  const lines = [
    `${line()}\r\n\r\n`,
    `GET /${line()} HTTP/1.1\r\n${line()}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${line()}\r\n\r\n`,
    `GET /${encodeURIComponent(line())} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade\r\nUpgrade: ${canaries.id('never', 'an upgrade')}\r\n\r\n`,
    `POST /api/v1/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n${line()}`,
  ];
  for (const text of lines) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.end(text);
    await Promise.race([once(socket, 'close'), pause(200)]);
    socket.destroy();
  }
}

/** An agent whose answers carry what it should not say. @returns a function that ends it */
export async function answerAsPrinter(hall: CanaryHall, printer: string): Promise<() => void> {
  const { canaries, site } = hall;
  const into = 'the answer of a printer';
  const outcomes = ['failed', 'unknown', 'sent', 'printed'];
  let asked = 0;
  const socket = io(`${hall.hall.url}/printer`, {
    auth: { site, printer, token: hall.hall.token, dots: 576 },
    ...{ reconnection: true, forceNew: true, transports: ['websocket'] },
  });
  socket.on('print', (_order: unknown, answer: (result: object) => void) => {
    const outcome = outcomes[asked % outcomes.length];
    const cause = `${canaries.id('never', into)}${asked % 2 ? '-paper' : ''}`;
    asked += 1;
    const text = canaries.line('never', into);
    answer(asked > outcomes.length ? { outcome, text } : { outcome, bytesSent: asked - 1, cause });
  });
  await heard(socket, 'connect');
  return () => socket.disconnect();
}
