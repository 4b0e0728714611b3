/** Guessing: the account is safe, the others in the hall get in. */
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JournalAnswer, Problem } from '../../server/protocol/answers.js';
import type { MadePerson } from '../../server/protocol/people.js';
import { Browser, employ, pairBrowser } from '../support/access.js';
import { SITE } from '../support/factories.js';
import { openHall, type HttpHall } from '../support/http-hall.js';

// The real hash, counted.
vi.mock('@node-rs/argon2', { spy: true });

/** From elsewhere: this machine itself is as good as a paired device. */
const ELSEWHERE = { 'X-Forwarded-For': '192.0.2.1' };
const HOUR = 3_600_000;

let hall: HttpHall;
/** ms by which real time is ahead; each test begins a day later than the one before. */
let ahead = 0;
let victim: MadePerson;
let colleague: MadePerson;
beforeAll(async () => {
  hall = await openHall({ now: () => Date.now() + ahead });
});
afterAll(() => hall.stop());
beforeEach(async () => {
  [victim, colleague] = [
    await employ(hall.access, 'officer', [SITE]),
    await employ(hall.access, 'officer', [SITE]),
  ];
  vi.mocked(verify).mockClear();
});

let hosts = 1;
/** A browser with an address of its own. */
function somewhere(): Browser {
  hosts += 1;
  return new Browser(hall.url, ELSEWHERE, `127.0.${hosts >> 8}.${hosts & 255}`);
}
const attempt = ({ person }: MadePerson, pin: string) => ({ kind: 'pin', person: person.id, pin });
const wrong = (who: MadePerson, n: number) => {
  const pin = String(600_000 + n);
  return attempt(who, pin === who.pin ? '599999' : pin);
};
const tried = (browser: Browser, body: object) =>
  browser.send<Problem>('POST', '/api/v1/sign-in', body);

async function paired(): Promise<Browser> {
  const lead = new Browser(hall.url);
  await lead.byPin(await employ(hall.access, 'lead', [SITE]));
  const tablet = somewhere();
  await pairBrowser(tablet, lead, SITE, { kind: 'tablet' });
  return tablet;
}

describe('who guesses', () => {
  test('hears how many tries are left, then how long to wait, which doubles', async () => {
    const thief = somewhere();
    for (const left of [4, 3, 2, 1]) {
      const { status, body } = await tried(thief, wrong(victim, left));
      expect(status).toBe(403);
      expect(body).toMatchObject({ code: 'wrong-secret', triesLeft: left });
      expect(body.detail).toContain(String(left));
    }
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      const last = await tried(thief, wrong(victim, seconds));
      expect(last.body).toMatchObject({ code: 'wrong-secret', triesLeft: 0, retryAfter: seconds });
      expect(last.headers['retry-after']).toBe(String(seconds));
      const slowed = await tried(thief, attempt(victim, victim.pin));
      expect(slowed.status).toBe(429);
      expect(slowed.body.retryAfter).toBeGreaterThan(seconds - 5);
      ahead += seconds * 1000;
    }
    expect((await tried(thief, attempt(victim, victim.pin))).status).toBe(200);
    // Whoever got in begins anew.
    expect((await tried(thief, wrong(victim, 0))).body.triesLeft).toBe(4);
  });

  test('a hundred times in a minute at one account from one address, tries five of them', async () => {
    const thief = somewhere();
    const tries = Array.from({ length: 100 }, (_, n) => tried(thief, wrong(victim, n)));
    const codes = (await Promise.all(tries)).map(({ body }) => body.code);
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(5);
    expect(codes.filter((code) => code === 'wrong-secret')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too-many')).toHaveLength(95);
    // The victim elsewhere, and others at that very address, do not notice.
    await somewhere().byPin(victim);
    await thief.byPin(colleague);
  });

  test('from a hundred addresses, tries fewer than sixty in an hour and 110 in a day', async () => {
    const tryFrom = (addresses: number) =>
      Promise.all(
        Array.from({ length: addresses }, (_, n) => tried(somewhere(), wrong(victim, n))),
      );
    await tryFrom(100);
    expect(vi.mocked(verify).mock.calls.length).toBeLessThan(60);
    await somewhere().byPin(colleague);
    for (let hour = 1; hour < 24; hour += 1) {
      ahead += HOUR;
      await tryFrom(6);
    }
    expect(vi.mocked(verify).mock.calls.length).toBeLessThanOrEqual(110);
    // A stranger's place is refused even the right PIN; the hall's own devices are not.
    const tablet = await paired();
    expect(await tablet.byPin(victim)).toMatchObject({ person: { id: victim.person.id } });
    ahead += 25 * HOUR;
  });

  test('at a password from everywhere, keeps nobody from joining by slip and PIN', async () => {
    const { login } = victim.person;
    const guess = { kind: 'password', login, password: 'không phải đâu' };
    await Promise.all(Array.from({ length: 60 }, () => tried(somewhere(), guess)));
    expect((await tried(somewhere(), guess)).status).toBe(429);
    const join = { kind: 'join', join: victim.join, pin: victim.pin, deviceName: 'Máy tôi' };
    expect((await tried(somewhere(), join)).status).toBe(200);
    ahead += 25 * HOUR;
  });

  test('at everybody from one address, does not keep the others there from signing in', async () => {
    const people = await Promise.all(
      Array.from({ length: 15 }, () => employ(hall.access, 'volunteer', [SITE])),
    );
    const behindRouter = somewhere();
    for (let n = 0; n < 100; n += 1) {
      const who = people[n % people.length];
      if (who !== undefined) await tried(behindRouter, wrong(who, n));
    }
    for (const who of [victim, colleague]) await behindRouter.byPin(who);
    // One free try each from such an address: a slip of the finger waits half a minute.
    const slip = await tried(behindRouter, wrong(victim, 1));
    expect(slip.body).toMatchObject({ triesLeft: 0, retryAfter: 30 });
  });

  test('at a paired tablet, slows that person there and nobody else', async () => {
    const tablet = await paired();
    for (let n = 0; n < 6; n += 1) await tried(tablet, wrong(victim, n));
    expect((await tried(tablet, attempt(victim, victim.pin))).status).toBe(429);
    await tablet.byPin(colleague);
    await (await paired()).byPin(victim);
  });

  test('a name that nobody has, hears the same in the same time', async () => {
    const known = { kind: 'password', login: victim.person.login, password: 'không phải đâu' };
    const unknown = { ...known, login: 'khong ai ca' };
    const [one, other] = [somewhere(), somewhere()];
    await tried(one, known);
    await tried(other, unknown);
    const time = async (browser: Browser, body: object) => {
      const from = performance.now();
      const { body: answer } = await tried(browser, body);
      return { answer, took: performance.now() - from };
    };
    const pairs: { real: number; none: number }[] = [];
    for (let round = 0; round < 3; round += 1) {
      const [real, none] = [await time(one, known), await time(other, unknown)];
      expect(none.answer).toEqual(real.answer);
      pairs.push({ real: real.took, none: none.took });
    }
    // What a busy machine adds is no work.
    const least = (of: 'real' | 'none') => Math.min(...pairs.map((pair) => pair[of]));
    expect(least('none')).toBeGreaterThan(least('real') / 3);
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(8);
  });

  test('is journaled by the id of the account, never by what was typed', async () => {
    const thief = somewhere();
    for (let n = 0; n < 6; n += 1) await tried(thief, wrong(victim, n));
    const typed = { kind: 'password', login: 'mat khau cua toi', password: 'bi mat lam day' };
    await tried(thief, typed);
    const { body } = await hall.read<JournalAnswer>(200, '/journal?limit=1000');
    const refused = body.events.flatMap((entry) =>
      entry.type === 'access.refused' && entry.data.person === victim.person.id
        ? [entry.data.cause]
        : [],
    );
    expect(refused).toEqual(['secret', 'secret', 'secret', 'secret', 'slowed']);
    expect(JSON.stringify(body)).not.toMatch(/mat khau|matkhau|bi mat/);
  });
});
