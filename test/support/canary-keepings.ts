/** What people type because it is needed for a while, and how each of it ends by the product's own ways. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { expect } from 'vitest';
import { z } from 'zod';
import { firstDraft } from '../../server/domain/first-site.js';
import type { PrintTestAnswer } from '../../server/protocol/operations.js';
import type {
  ClaimAnswer,
  Device,
  DevicesAnswer,
  MadePeopleAnswer,
  MadePerson,
  MadeTokenAnswer,
  PairingOffer,
  PeopleAnswer,
  TokensAnswer,
} from '../../server/protocol/people.js';
import type { SetUpDone } from '../../server/protocol/set-up.js';
import { readLibrary } from '../../server/samples/library.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import type { CanaryHall } from './canary-hall.js';
import { cookiesOf } from './signed-in.js';

const PASSWORD = 'hoa sen mùa hạ 9';

/** `Cookie` of an answer that signed somebody in. */
function cookieOf(headers: Headers): string {
  const answer = new Response(null, { headers });
  return cookiesOf(answer)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

/** Numbers with notes. @returns ids of the tickets */
export async function keepNotes(hall: CanaryHall, count: number, into: string): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(
      await hall.note(hall.canaries.line('kept', into), n % 10 === 0 ? { print: true } : {}),
    );
  }
  return ids;
}

/** Notes that are typed over once more, and some that are removed in the end. */
export async function changeNotes(hall: CanaryHall, count: number): Promise<void> {
  const { canaries, api } = hall;
  for (let n = 0; n < count; n += 1) {
    const id = await hall.note(canaries.line('kept', 'a former note'));
    const write = (note: string) =>
      hall.ask(200, 'POST', `${api}/tickets/${id}/note`, { body: { note } });
    await write(canaries.line('kept', n % 2 === 0 ? 'a note that was changed' : 'a former note'));
    if (n % 2 === 1) await write('');
  }
}

/** Drafts that are filled in one after the other. @returns what opens the ward with the last of them */
export async function keepDrafts(hall: CanaryHall): Promise<() => Promise<void>> {
  const { canaries } = hall;
  const text = await readFile(join(hall.hall.dataDir, 'set-up.json'), 'utf8');
  const { link } = z.object({ link: z.string() }).parse(JSON.parse(text));
  const [ward, library] = await Promise.all([readSampleWard(), readLibrary()]);
  const draft = firstDraft(ward, library);
  const save = (more: object) =>
    hall.ask(200, 'PUT', '/api/v1/set-up', {
      body: { link, draft: { ...draft, ...more } },
      page: true,
    });
  for (let n = 0; n < 6; n += 1) {
    // All but the last were typed over: they are nowhere already.
    const fate = n < 5 ? 'never' : 'kept';
    const into = `draft ${n} of set-up`;
    const printer = { kind: 'network', dots: 576, address: canaries.id(fate, into) };
    const address = canaries.line(fate, into);
    await save({
      name: canaries.name(fate, into),
      address,
      admin: canaries.name(fate, into),
      printer,
    });
  }
  return async () => {
    // What the ward then does not use is in no configuration: it goes with the draft.
    const name = canaries.name('kept', 'the last draft of set-up');
    const own = { id: 'khac', letter: '', name, on: false, own: true };
    const printer = { ...draft.printer, address: canaries.id('kept', 'the last draft of set-up') };
    const groups = [...draft.groups, own];
    await save({ name: 'Phường Lúa Thơ', admin: 'Quản trị', groups, printer });
    const body = { link, password: PASSWORD };
    const opened = await hall.ask<SetUpDone>(200, 'POST', '/api/v1/set-up/finish', {
      body,
      page: true,
    });
    hall.site = opened.site;
  };
}

/**
 * The first admin signs in and chooses a password and a PIN that are strings to be looked for; after the
 * first time with that password.
 * @returns `Cookie`
 */
export async function enter(hall: CanaryHall, password = PASSWORD): Promise<string> {
  const body = { kind: 'password', login: 'quantri', password };
  const heard = await hall.send('POST', '/api/v1/sign-in', { body, page: true });
  if (heard.status !== 200) throw new Error(`not in: ${JSON.stringify(heard.body)}`);
  return cookieOf(heard.headers);
}

/** @returns the new password */
export async function choosePassword(hall: CanaryHall, cookie: string): Promise<string> {
  const password = hall.canaries.name('never', 'a right password');
  const headers = { Cookie: cookie };
  const body = { current: PASSWORD, password };
  await hall.ask(200, 'PUT', '/api/v1/me/password', { body, headers, page: true });
  const pin = hall.canaries.id('never', 'a right PIN');
  await hall.ask(200, 'PUT', '/api/v1/me/pin', {
    body: { current: password, pin },
    headers,
    page: true,
  });
  return password;
}

/** So many people get another name. */
const RENAMED = 10;

/** People made, renamed, and one with a phone of his own. */
export async function keepPeople(hall: CanaryHall, count: number): Promise<void> {
  const { canaries, api } = hall;
  const people = Array.from({ length: count }, (_, n) => ({
    name: canaries.name(
      'kept',
      n < RENAMED ? 'the former name of a person' : 'the name of a person',
    ),
    role: n % 2 ? 'officer' : 'volunteer',
    languages: [],
  }));
  const { made } = await hall.ask<MadePeopleAnswer>(201, 'POST', `${api}/people`, {
    body: { people },
  });
  for (const { person } of made.slice(0, RENAMED)) {
    const body = { name: canaries.name('kept', 'the new name of a person') };
    await hall.ask(200, 'PUT', `${api}/people/${person.id}`, { body });
  }
  const [first] = made;
  if (first !== undefined) await keepPhone(hall, first);
}

/** People whose PINs are printed. @returns the secrets of their slips, which only the paper may have */
export async function printPins(hall: CanaryHall, printer: string): Promise<string[]> {
  const { canaries, api } = hall;
  const people = Array.from({ length: 3 }, () => ({
    name: canaries.name('kept', 'the name on a slip'),
    ...{ role: 'officer', languages: [] },
  }));
  const { made } = await hall.ask<MadePeopleAnswer>(201, 'POST', `${api}/people`, {
    body: { people },
  });
  for (const { person, pin, join: secret } of made) {
    const path = `${api}/people/${person.id}/slip`;
    const body = { pin, join: secret, printer, address: null };
    await hall.ask(201, 'POST', path, { body });
    await expect
      .poll(() => hall.ask<PrintTestAnswer>(200, 'GET', path))
      .toMatchObject({ printing: false });
  }
  return made.map((one) => one.join);
}

async function keepPhone(hall: CanaryHall, { join: slip, pin }: MadePerson): Promise<void> {
  const deviceName = hall.canaries.name('kept', 'the name of an own phone');
  const body = { kind: 'join', join: slip, pin, deviceName };
  await hall.ask(200, 'POST', '/api/v1/sign-in', { body, page: true });
}

/** Devices paired and renamed, each with a screen that said which build it is. */
export async function keepDevices(hall: CanaryHall, count: number): Promise<void> {
  const { canaries, api, site } = hall;
  for (let n = 0; n < count; n += 1) {
    const offer = await hall.ask<PairingOffer>(201, 'POST', '/api/v1/pairing', {
      body: {},
      page: true,
    });
    const { code, claim } = offer;
    const device = { kind: 'hall', counter: null, zone: null, printer: null };
    const name = canaries.name('kept', 'the former name of a device');
    const { id } = await hall.ask<Device>(201, 'POST', `${api}/devices`, {
      body: { ...device, code, name },
    });
    const claimed = { body: { claim, program: true } };
    const answer = await hall.ask<ClaimAnswer>(200, 'POST', '/api/v1/pairing/claim', claimed);
    const renamed = { body: { name: canaries.name('kept', 'the new name of a device') } };
    await hall.ask(200, 'PUT', `${api}/devices/${id}`, renamed);
    if (!answer.paired || answer.token === undefined) throw new Error('not paired');
    const socket = io(`${hall.hall.url}/hall`, {
      auth: { site, build: canaries.id('kept', 'the build of a screen') },
      extraHeaders: { Authorization: `Bearer ${answer.token}` },
      ...{ reconnection: false, forceNew: true, transports: ['websocket'] },
    });
    await new Promise((resolve) => socket.once('snapshot', resolve));
    // Every other one stays open until the device is revoked.
    if (n % 2) socket.disconnect();
  }
}

export async function keepTokens(hall: CanaryHall, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const name = hall.canaries.name('kept', 'the name of a token');
    const body = { name, scope: 'read', days: 30 };
    const made = await hall.ask<MadeTokenAnswer>(201, 'POST', `${hall.api}/tokens`, { body });
    const headers = { Authorization: `Bearer ${made.secret}` };
    await hall.ask(200, 'GET', `${hall.api}/board`, { headers });
  }
}

/** Configurations of which each has a text that the next one has not. */
export async function keepSettings(hall: CanaryHall, count: number): Promise<void> {
  const text = () => hall.canaries.line('public', 'the settings');
  for (let n = 0; n < count; n += 1) {
    await hall.configure(({ procedures, site }) => ({
      priorityBasis: { elder: text() },
      procedures: procedures.map((one, i) => (i === 0 ? { ...one, aliases: [text()] } : one)),
      site: { ...site, address: text() },
    }));
  }
}

/** Takes it out again, and uses 50 versions after that. */
export async function endSettings(hall: CanaryHall): Promise<void> {
  await hall.configure(({ procedures, site }) => ({
    priorityBasis: {},
    procedures: procedures.map((one, i) => (i === 0 ? { ...one, aliases: [] } : one)),
    site: { ...site, address: '' },
    retention: { ticketDays: 1, journalDays: 7 },
  }));
  for (let n = 0; n < 50; n += 1) await hall.configure(() => ({}));
}

/** Removes everybody but the admin, every device and every token, as an admin would. */
export async function endAccess(hall: CanaryHall): Promise<void> {
  const { api } = hall;
  const { people } = await hall.ask<PeopleAnswer>(200, 'GET', `${api}/people`);
  for (const { id, role } of people) {
    if (role !== 'admin') await hall.ask(200, 'DELETE', `${api}/people/${id}`);
  }
  const { devices } = await hall.ask<DevicesAnswer>(200, 'GET', `${api}/devices`);
  for (const { id } of devices) await hall.ask(200, 'DELETE', `${api}/devices/${id}`);
  const { tokens } = await hall.ask<TokensAnswer>(200, 'GET', `${api}/tokens`);
  for (const { id } of tokens) await hall.ask(200, 'DELETE', `${api}/tokens/${id}`);
}
