/** What is written down of rights: refusals in the log (ASVS 16.3.2), changed secrets in the journal (16.3.1). */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../server/log.js';
import type { JournalAnswer } from '../../server/protocol/answers.js';
import type { Role } from '../../server/protocol/people.js';
import { Browser, employ } from '../support/access.js';
import { SITE } from '../support/factories.js';
import { openHall, type HttpHall } from '../support/http-hall.js';

let hall: HttpHall;
/** Lines of the log at the level that a server has unless it is told otherwise. */
const lines: string[] = [];
beforeAll(async () => {
  hall = await openHall({
    log: createLog('info', { write: (line: string) => void lines.push(line) }),
  });
});
afterAll(() => hall.stop());
beforeEach(() => lines.splice(0));

async function as(role: Role): Promise<Browser & { id: string; pin: string }> {
  const browser = new Browser(hall.url);
  const made = await employ(hall.access, role, [SITE]);
  await browser.byPin(made);
  return Object.assign(browser, { id: made.person.id, pin: made.pin });
}

test('who is known and asks for what they may not, is in the log by id', async () => {
  const officer = await as('officer');
  await officer.ask(403, 'POST', `/sites/${SITE}/people?name=Nguyễn-Bí-Mật`, {
    people: [{ name: 'Nguyễn Bí Mật', role: 'admin', languages: [] }],
  });
  await officer.ask(200, 'POST', '/lock', {});
  await officer.ask(401, 'GET', `/sites/${SITE}/people`);
  const route = '/api/v1/sites/:site/people';
  const common = { level: 30, msg: 'refused', actor: officer.id, route };
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { ...common, method: 'POST', code: 'not-allowed' },
    { ...common, method: 'GET', code: 'locked' },
  ]);
  expect(lines.join()).not.toMatch(/Bí|B%C3|Nguy/);
});

test('strangers do not fill the log', async () => {
  const stranger = new Browser(hall.url);
  await stranger.ask(401, 'GET', `/sites/${SITE}/people`);
  await stranger.ask(403, 'POST', '/sign-in', { kind: 'password', login: 'a', password: 'b' });
  expect(lines).toEqual([]);
});

test('what people do to secrets and sessions is in the journal', async () => {
  const [lead, officer] = [await as('lead'), await as('officer')];
  await officer.ask(200, 'PUT', '/me/pin', { current: officer.pin, pin: '903184' });
  const password = 'hoa sen mùa hạ 9';
  await officer.ask(200, 'PUT', '/me/password', { current: '903184', password });
  await officer.ask(200, 'POST', '/lock', {});
  await officer.ask(200, 'POST', '/unlock', { secret: '903184' });
  await officer.ask(200, 'POST', '/sign-out', { elsewhere: true });
  await lead.ask(200, 'POST', `/sites/${SITE}/people/${officer.id}/reset`, {});
  const { body } = await hall.read<JournalAnswer>(200, '/journal?limit=1000');
  const theirs = body.events.flatMap(({ type, actor, data }) =>
    'person' in data && data.person === officer.id && type !== 'access.signed-in'
      ? [{ type, actor, data }]
      : [],
  );
  const person = officer.id;
  const own = { actor: person };
  expect(theirs).toEqual([
    { ...own, type: 'access.secret-changed', data: { person, secret: 'pin' } },
    { ...own, type: 'access.secret-changed', data: { person, secret: 'password' } },
    { ...own, type: 'access.signed-out-elsewhere', data: { person } },
    { actor: lead.id, type: 'person.reset', data: { person } },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/903184|hoa sen/);
});
