import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  MadePeopleAnswer,
  MadePerson,
  Me,
  PeopleAnswer,
  Person,
} from '../../server/protocol/people.js';
import type { JournalAnswer } from '../../server/protocol/answers.js';
import { derivedSecret } from '../../server/access/install-secret.js';
import { Browser, employ, pairBrowser } from '../support/access.js';
import { SITE } from '../support/factories.js';
import { openHall, TOKEN, type HttpHall } from '../support/http-hall.js';

const PEOPLE = `/sites/${SITE}/people`;
const DAY = 86_400_000;

let hall: HttpHall;
let ahead = 0;
let trusting = true;
beforeAll(async () => {
  hall = await openHall({ now: () => Date.now() + ahead, trusting: () => trusting });
});
afterAll(() => hall.stop());
beforeEach(() => {
  ahead = 0;
  trusting = true;
});

async function as(
  role: Person['role'],
  sites: Person['sites'] = [SITE],
): Promise<Browser & { id: string }> {
  const browser = new Browser(hall.url);
  const { person } = await browser.byPin(await employ(hall.access, role, sites));
  return Object.assign(browser, { id: person.id });
}
let names = 0;
const newcomer = (role: Person['role'] = 'volunteer') => {
  names += 1;
  return { name: `Trần Thị Mới ${names}`, role, languages: ['hmn'] };
};
async function hire(by: Browser, role: Person['role'] = 'volunteer'): Promise<MadePerson> {
  const people = [newcomer(role)];
  const { made } = await by.ask<MadePeopleAnswer>(201, 'POST', PEOPLE, { people });
  const [one] = made;
  if (one === undefined) throw new Error('nobody was made');
  return one;
}

describe('the people of a hall', () => {
  test('are made many at once, each with a PIN of six digits that opens the door', async () => {
    const lead = await as('lead');
    const people = Array.from({ length: 14 }, () => newcomer());
    const { made } = await lead.ask<MadePeopleAnswer>(201, 'POST', PEOPLE, { people });
    expect(made).toHaveLength(14);
    expect(new Set(made.map(({ pin }) => pin)).size).toBeGreaterThan(12);
    for (const { pin, join, person } of made.slice(0, 3)) {
      expect(pin).toMatch(/^\d{6}$/);
      expect(join).toMatch(/^[\w-]{43}$/);
      expect(await new Browser(hall.url).byPin({ person, pin })).toMatchObject({
        mustChange: true,
      });
    }
    const { body } = await hall.read<JournalAnswer>(200, '/journal?limit=1000');
    const added = body.events.filter(({ type }) => type === 'person.added');
    expect(added.length).toBeGreaterThanOrEqual(14);
    expect(JSON.stringify(body)).not.toContain('Trần Thị');
  });

  test('are all made, or none where one has the name of somebody else', async () => {
    const lead = await as('lead');
    const before = (await lead.ask<PeopleAnswer>(200, 'GET', PEOPLE)).people.length;
    const twin = newcomer();
    const people = [newcomer(), twin, { ...twin, name: twin.name.toUpperCase() }];
    expect(await lead.code('POST', PEOPLE, { people })).toBe('name-taken');
    expect((await lead.ask<PeopleAnswer>(200, 'GET', PEOPLE)).people).toHaveLength(before);
  });

  test('sign in by their own name with a password, however they type it', async () => {
    const { person, pin } = await hire(await as('lead'));
    const browser = new Browser(hall.url);
    await browser.byPin({ person, pin });
    const password = 'một câu dài dễ nhớ';
    await browser.ask(200, 'PUT', '/me/password', { current: pin, password });
    trusting = false;
    for (const login of [person.name, person.login, person.name.normalize('NFD').toUpperCase()]) {
      const attempt = { kind: 'password', login, password: password.normalize('NFD') };
      const me = await new Browser(hall.url).ask<Me>(200, 'POST', '/sign-in', attempt);
      expect(me.person.id).toBe(person.id);
    }
    const again = { current: null, password: 'một câu khác hẳn' };
    expect(await browser.code('PUT', '/me/password', { ...again, password: 'matkhau123' })).toBe(
      'weak-password',
    );
  });

  test('are volunteers and officers to a lead, and everybody to an admin', async () => {
    const [lead, admin] = [await as('lead'), await as('admin')];
    for (const role of ['lead', 'admin'] as const) {
      expect(await lead.code('POST', PEOPLE, { people: [newcomer(role)] })).toBe('not-allowed');
      const boss = await hire(admin, role);
      const one = `${PEOPLE}/${boss.person.id}`;
      expect(await lead.code('PUT', one, { name: 'Khác' })).toBe('not-allowed');
      expect(await lead.code('POST', `${one}/reset`, {})).toBe('not-allowed');
      expect(await lead.code('DELETE', one)).toBe('not-allowed');
    }
    const { person } = await hire(lead, 'officer');
    expect(await lead.code('PUT', `${PEOPLE}/${person.id}`, { role: 'lead' })).toBe('not-allowed');
    expect(await lead.code('PUT', `${PEOPLE}/${person.id}`, { sites: 'all' })).toBe('not-allowed');
    await admin.ask(200, 'PUT', `${PEOPLE}/${person.id}`, { role: 'lead' });
    for (const role of ['volunteer', 'officer'] as const) {
      expect(await (await as(role)).code('GET', PEOPLE)).toBe('not-allowed');
    }
  });

  test('cannot raise themselves, nor put themselves out by mistake', async () => {
    const [lead, admin] = [await as('lead'), await as('admin')];
    for (const change of [{ role: 'admin' }, { sites: 'all' }, { active: true }]) {
      expect(await lead.code('PUT', `${PEOPLE}/${lead.id}`, change)).toBe('not-allowed');
      expect(await admin.code('PUT', `${PEOPLE}/${admin.id}`, change)).toBe('not-allowed');
    }
    expect(await admin.code('DELETE', `${PEOPLE}/${admin.id}`)).toBe('not-allowed');
    await admin.ask(200, 'PUT', `${PEOPLE}/${admin.id}`, { languages: ['km'] });
  });

  test('are out at once when they stop working here, and unknown when they are removed', async () => {
    const lead = await as('lead');
    const { person, pin } = await hire(lead);
    const browser = new Browser(hall.url);
    await browser.byPin({ person, pin });
    await lead.ask(200, 'PUT', `${PEOPLE}/${person.id}`, { active: false });
    expect(await browser.code('GET', '/me')).toBe('signed-out');
    const attempt = { kind: 'pin', person: person.id, pin };
    expect(await browser.code('POST', '/sign-in', attempt)).toBe('wrong-secret');
    await lead.ask(200, 'PUT', `${PEOPLE}/${person.id}`, { active: true });
    // The session of before does not come back with the person.
    expect(await browser.code('GET', '/me')).toBe('signed-out');
    await browser.byPin({ person, pin });
    await lead.ask(200, 'DELETE', `${PEOPLE}/${person.id}`);
    expect(await browser.code('GET', '/me')).toBe('signed-out');
    expect(await lead.code('DELETE', `${PEOPLE}/${person.id}`)).toBe('person-unknown');
  });

  test('have another role with the next thing that they do', async () => {
    const admin = await as('admin');
    const { person, pin } = await hire(admin, 'volunteer');
    const browser = new Browser(hall.url);
    await browser.byPin({ person, pin });
    expect(await browser.code('GET', PEOPLE)).toBe('not-allowed');
    await admin.ask(200, 'PUT', `${PEOPLE}/${person.id}`, { role: 'lead' });
    expect(await browser.code('GET', PEOPLE)).toBe('200');
  });

  test('always have one admin among them', async () => {
    const own = await openHall();
    const { person } = await employ(own.access, 'admin', 'all');
    const other = await employ(own.access, 'admin', [SITE]);
    await expect(own.access.people.remove(person.id)).rejects.toThrow('last-admin');
    await expect(own.access.people.change(person.id, { role: 'lead' })).rejects.toThrow(
      'last-admin',
    );
    await own.access.people.remove(other.person.id);
    await own.access.people.change(person.id, { name: 'Tên khác' });
    await own.stop();
  });
});

describe('a one-time PIN', () => {
  const attempt = ({ person, pin }: MadePerson, next?: string) => ({
    ...{ kind: 'pin', person: person.id, pin },
    ...(next !== undefined && { next }),
  });

  test('works for the first shifts, then asks for one of one’s own at the door', async () => {
    const made = await hire(await as('lead'));
    const browser = new Browser(hall.url);
    ahead = 2.9 * DAY;
    expect(await browser.byPin(made)).toMatchObject({ mustChange: true });
    ahead = 3.1 * DAY;
    expect(await browser.code('POST', '/sign-in', attempt(made))).toBe('pin-expired');
    expect(await browser.code('POST', '/sign-in', attempt(made, '123456'))).toBe('weak-pin');
    const me = await browser.ask(200, 'POST', '/sign-in', attempt(made, '739164'));
    expect(me).toMatchObject({ mustChange: false });
    ahead = 30 * DAY;
    await browser.byPin({ ...made, pin: '739164' });
  });

  test('is over after two weeks, until somebody gives another', async () => {
    const lead = await as('lead');
    const made = await hire(lead);
    ahead = 14.1 * DAY;
    const browser = new Browser(hall.url);
    expect(await browser.code('POST', '/sign-in', attempt(made, '739164'))).toBe('pin-over');
    const leader = await as('lead');
    const path = `${PEOPLE}/${made.person.id}/reset`;
    const again = await leader.ask<MadePerson>(200, 'POST', path, {});
    expect(await browser.code('POST', '/sign-in', attempt(made))).toBe('wrong-secret');
    await browser.byPin(again);
  });

  test('ends password, phones and sessions of before when somebody else gives it', async () => {
    const lead = await as('lead');
    const made = await hire(lead);
    const phone = new Browser(hall.url);
    const join = { kind: 'join', join: made.join, pin: made.pin, deviceName: 'Máy của Lan' };
    const me = await phone.ask<Me>(200, 'POST', '/sign-in', join);
    expect(me.device).toMatchObject({ kind: 'phone', name: 'Máy của Lan' });
    const again = await lead.ask<MadePerson>(200, 'POST', `${PEOPLE}/${made.person.id}/reset`, {});
    expect(await phone.code('GET', '/me')).toBe('signed-out');
    trusting = false;
    expect(await phone.code('POST', '/sign-in', attempt(again))).toBe('not-paired');
  });
});

describe('where nothing is trusted', () => {
  beforeEach(() => {
    trusting = false;
  });
  /** The device is paired by hand of a program with all rights. */
  const lead = () => new Browser(hall.url, { Authorization: `Bearer ${TOKEN}` });

  test('a PIN opens paired tablets and pads alone', async () => {
    const made = await employ(hall.access, 'officer', [SITE]);
    const code = (browser: Browser) =>
      browser.code('POST', '/sign-in', { kind: 'pin', person: made.person.id, pin: made.pin });
    expect(await code(new Browser(hall.url))).toBe('not-paired');
    for (const [kind, answer, counter] of [
      ['hall', 'not-paired', null],
      ['kiosk', 'not-paired', null],
      ['tablet', '200', null],
      ['pad', '200', 'c1'],
    ] as const) {
      const browser = new Browser(hall.url);
      await pairBrowser(browser, lead(), SITE, { kind, counter });
      expect(await code(browser), kind).toBe(answer);
    }
    const elsewhere = await employ(hall.access, 'officer', ['elsewhere']);
    const tablet = new Browser(hall.url);
    await pairBrowser(tablet, lead(), SITE, { kind: 'tablet' });
    const attempt = { kind: 'pin', person: elsewhere.person.id, pin: elsewhere.pin };
    expect(await tablet.code('POST', '/sign-in', attempt)).toBe('wrong-secret');
  });

  test('of those who come at once with the same slip one gets a phone, and the others none', async () => {
    const made = await employ(hall.access, 'volunteer', [SITE]);
    const join = { kind: 'join', join: made.join, pin: made.pin, deviceName: 'Máy tôi' };
    const phones = Array.from({ length: 4 }, () => new Browser(hall.url));
    const codes = await Promise.all(phones.map((each) => each.code('POST', '/sign-in', join)));
    expect(codes.toSorted()).toEqual(['200', 'wrong-secret', 'wrong-secret', 'wrong-secret']);
    const theirs = (await hall.access.devices.list(SITE)).filter(
      ({ person }) => person === made.person.id,
    );
    expect(theirs).toHaveLength(1);
    // Whoever lost the answer gets a new slip.
    const again = await hall.access.people.reset(made.person.id);
    const retry = { ...join, join: again.join, pin: again.pin };
    await new Browser(hall.url).ask(200, 'POST', '/sign-in', retry);
  });

  test('who read a slip knows nothing of the token of its phone', async () => {
    const made = await employ(hall.access, 'volunteer', [SITE]);
    const join = { kind: 'join', join: made.join, pin: made.pin, deviceName: 'Máy tôi' };
    const phone = new Browser(hall.url);
    const { device } = await phone.ask<Me>(200, 'POST', '/sign-in', join);
    const derived = derivedSecret(made.join, `token of ${device?.id}`);
    const cookie = `motcua-device=mcd_${device?.id}_${derived}`;
    expect(phone.cookie).not.toContain(derived);
    const thief = new Browser(hall.url, { Cookie: cookie });
    const attempt = { kind: 'pin', person: made.person.id, pin: made.pin };
    expect(await thief.code('POST', '/sign-in', attempt)).toBe('not-paired');
  });

  test('a slip makes a phone its owner’s, once, for a day', async () => {
    const [made, other] = [
      await employ(hall.access, 'volunteer', [SITE]),
      await employ(hall.access, 'volunteer', [SITE]),
    ];
    const join = ({ join: secret, pin }: MadePerson) => ({
      ...{ kind: 'join', join: secret, pin, deviceName: 'Điện thoại của tôi' },
    });
    const phone = new Browser(hall.url);
    expect(await phone.code('POST', '/sign-in', { ...join(made), pin: '000000' })).toBe(
      'wrong-secret',
    );
    await phone.ask(200, 'POST', '/sign-in', join(made));
    await phone.byPin(made);
    const attempt = { kind: 'pin', person: other.person.id, pin: other.pin };
    expect(await phone.code('POST', '/sign-in', attempt)).toBe('not-paired');
    expect(await new Browser(hall.url).code('POST', '/sign-in', join(made))).toBe('wrong-secret');
    ahead = 1.1 * DAY;
    expect(await new Browser(hall.url).code('POST', '/sign-in', join(other))).toBe('wrong-secret');
  });

  test('a session on somebody’s own phone lasts a month when it is used', async () => {
    const made = await employ(hall.access, 'volunteer', [SITE]);
    const phone = new Browser(hall.url);
    const { join, pin } = made;
    await phone.ask(200, 'POST', '/sign-in', { kind: 'join', join, pin, deviceName: 'Máy tôi' });
    ahead = 29 * DAY;
    expect(await phone.code('GET', '/me')).toBe('200');
    ahead = 31 * DAY;
    expect(await phone.code('GET', '/me')).toBe('signed-out');
  });
});
