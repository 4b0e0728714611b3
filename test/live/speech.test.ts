import { describe, expect, it } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { recordOf } from '../../server/domain/record.js';
import { CONFIG_DEFAULTS } from '../../server/protocol/config-defaults.js';
import { siteConfig, SITE } from '../support/factories.js';
import { LoudScreen, together } from '../support/speech.js';
import { loudHalls, idOf, finish, speaks } from '../support/loud-hall.js';

const openHall = loudHalls();

describe('a hall with two screens', () => {
  it('hears each call once, from one of them, one after the other, and sees on both which it is', async () => {
    const hall = await openHall();
    const [one, two] = [hall.screen(), hall.screen()];
    for (const at of ['c1', 'c2', 'c3']) await hall.call(at);
    await expect.poll(() => together(one, two)).toHaveLength(3);
    expect(together(one, two)).toEqual(['vi B001 → 1', 'vi B002 → 2', 'vi B003 → 3']);
    expect([one, two].filter(({ heard }) => heard.length > 0)).toHaveLength(1);
    for (const { shown } of [one, two]) {
      const spoken = () => shown.flatMap(({ calls }) => calls);
      const { time } = hall.server.clock;
      await expect.poll(spoken).toEqual([`B001@${time}`, `B002@${time}`, `B003@${time}`]);
      await expect.poll(() => shown.at(-1)).toEqual({ calls: [], blocked: false });
    }
  });

  it('goes on with the other when one is refused by its browser, goes, or answers nothing', async () => {
    const hall = await openHall();
    const one = hall.screen();
    await speaks(hall, one);
    const two = hall.screen();
    one.manners = 'blocked';
    await hall.call('c1');
    await expect.poll(() => two.words).toEqual(['vi B001 → 1']);
    expect(hall.server.live.lineup.list(SITE).map(({ sound }) => sound)).toEqual(['blocked', null]);
    // Another speaks: nobody has to touch anything.
    await expect.poll(() => one.shown.at(-1)?.blocked).toBe(false);

    const three = hall.screen();
    await expect.poll(() => hall.server.live.lineup.loudspeakers(SITE).at(-1)?.able).toBe(true);
    two.manners = 'answers nothing';
    await hall.call('c2');
    await hall.call('c3');
    await expect.poll(() => three.words).toEqual(['vi B003 → 3']);
    expect(together(one, two, three)).toEqual(['vi B001 → 1', 'vi B002 → 2', 'vi B003 → 3']);
    three.socket.disconnect();
    one.manners = 'plays';
    await finish(hall, 'B001');
    await hall.call('c1');
    await expect.poll(() => one.words).toEqual(['vi B004 → 1']);
  });

  it('says on the screen and to the lead that nothing is heard, and catches up once somebody touched it', async () => {
    const hall = await openHall();
    const one = hall.screen();
    one.manners = 'blocked';
    await hall.call('c1');
    await expect.poll(() => one.shown.at(-1)).toEqual({ calls: [], blocked: true });
    expect(hall.speech.state(SITE)).toEqual([
      { zone: 'ground', by: null, trouble: 'blocked', unsaid: 0 },
    ]);
    one.manners = 'plays';
    await expect.poll(() => one.words).toEqual(['vi B001 → 1']);
    await expect.poll(() => one.shown.at(-1)?.blocked).toBe(false);
    const sound = () => hall.speech.state(SITE)[0];
    await expect.poll(sound).toMatchObject({ by: one.socket.id, trouble: null });
  });
});

describe('a loudspeaker', () => {
  it('leaves out who came, was sent on or taken back before his turn', async () => {
    const hall = await openHall({ ms: 20_000 });
    const screen = hall.screen();
    screen.manners = 'holds';
    await hall.call('c1');
    await expect.poll(() => screen.words).toEqual(['vi B001 → 1']);
    const [came, sent] = [await hall.call('c2'), await hall.call('c3')];
    await finish(hall, came);
    await hall.server.give('reroute', {
      ticket: idOf(hall, sent),
      group: 'social',
      place: 'keep',
      reason: 'wish',
    });
    await hall.call('c2');
    screen.end();
    await expect.poll(() => screen.words).toEqual(['vi B001 → 1', 'vi B004 → 2']);
  });

  it('says people who were called together in one sentence', async () => {
    const hall = await openHall();
    const screen = hall.screen();
    const { give } = hall.server;
    await give('openCounter', { counter: 'c1' });
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { tickets } = await give('issue', { group: 'justice' });
      ids.push(tickets[0]?.id ?? '');
      await give('park', { ticket: ids.at(-1) ?? '', reason: 'ready' });
    }
    await give('callMany', { counter: 'c1', tickets: ids });
    await expect.poll(() => screen.words).toEqual(['vi batch A001 A002 A003 → 1']);
  });

  it('reminds slowly, for the last time where the site says how often it calls, and in the language asked for', async () => {
    const hall = await openHall({ rules: { callsBeforeMissed: 3 } });
    const screen = hall.screen();
    const number = await hall.call('c1', 'land', { language: 'en' });
    await expect.poll(() => screen.words).toHaveLength(2);
    for (let times = 2; times <= 3; times += 1) {
      hall.server.clock.time += 11_000;
      await hall.server.give('recall', { ticket: idOf(hall, number) });
      await expect.poll(() => screen.words).toHaveLength(2 * times);
    }
    expect(screen.words).toEqual([
      ...['vi B001 → 1', 'en B001 → 1'],
      ...['vi again B001 → 1 slowly', 'en again B001 → 1 slowly'],
      ...['vi last B001 → 1 slowly', 'en last B001 → 1 slowly'],
    ]);
  });

  it('stops before the second language when the person has come', async () => {
    const hall = await openHall({ ms: 20_000 });
    const screen = hall.screen();
    screen.manners = 'holds';
    const number = await hall.call('c1', 'land', { language: 'en' });
    await expect.poll(() => screen.words).toHaveLength(1);
    await finish(hall, number);
    screen.end();
    await hall.call('c2');
    await expect.poll(() => screen.words).toEqual(['vi B001 → 1', 'vi B002 → 2']);
  });

  it('is as loud as the hour says', async () => {
    const volumes = [{ from: 0, until: 1_440, percent: 40 }];
    const voice = { ...CONFIG_DEFAULTS.voice, volumes };
    const hall = await openHall({ config: siteConfig({}, { voice }) });
    const screen = hall.screen();
    await hall.call('c1');
    await expect.poll(() => screen.heard.map(({ volume }) => volume)).toEqual([0.4]);
  });

  it('says what a lead wants to be heard, in its turn', async () => {
    const hall = await openHall({ ms: 300 });
    const screen = hall.screen();
    await hall.call('c1');
    const data = { clip: 'notice-lost-item', zone: null };
    await hall.server.give('record', recordOf('announcement.made', data));
    await hall.call('c2');
    await expect
      .poll(() => screen.words)
      .toEqual(['vi B001 → 1', 'vi notice-lost-item', 'vi B002 → 2']);
  });

  it('counts what was shown for a minute and never said', async () => {
    const hall = await openHall({ late: 59_000 });
    const screen = hall.screen();
    screen.manners = 'blocked';
    await expect.poll(() => screen.shown.at(-1)?.blocked).toBe(true);
    await hall.call('c1');
    await expect.poll(() => hall.speech.state(SITE)[0]?.unsaid).toBe(1);
    screen.manners = 'plays';
    await speaks(hall, screen);
    expect(screen.words).toEqual([]);
  });
});

describe('a hall on two floors', () => {
  const config = (): SiteConfig => {
    const name = (storey: number) => ({ vi: `Tầng ${storey}`, en: `Floor ${storey}` });
    const base = siteConfig();
    return {
      ...base,
      zones: [
        { id: 'ground', name: name(1) },
        { id: 'upper', name: name(2) },
      ],
      counters: base.counters.map((each) => (each.id === 'c3' ? { ...each, zone: 'upper' } : each)),
    };
  };

  it('hears each call on its floor, and both from a screen that shows all where a floor has none', async () => {
    const hall = await openHall({ config: config(), ms: 200 });
    const ground = hall.screen();
    const all = new LoudScreen(hall.server.connect('/hall', { auth: { site: SITE } }));
    await speaks(hall, ground);
    await speaks(hall, all, 'upper');
    await hall.call('c1');
    await hall.call('c3');
    await expect.poll(() => [ground.words, all.words]).toEqual([['vi B001 → 1'], ['vi B002 → 3']]);
    await expect.poll(() => all.shown.at(-1)?.calls).toEqual([]);
    const before = all.shown.length;
    ground.socket.disconnect();
    await finish(hall, 'B001');
    await finish(hall, 'B002');
    await hall.call('c1');
    await hall.call('c3');
    await expect
      .poll(() => together(all).sort())
      .toEqual(['vi B002 → 3', 'vi B003 → 1', 'vi B004 → 3']);
    expect(all.shown.slice(before).some(({ calls }) => calls.length > 1)).toBe(false);
  });
});

describe('two servers on one Redis', () => {
  it('speak with one voice, and the other takes over what was not said when one dies', async () => {
    const first = await openHall({ owner: 'first', ms: 1_500 });
    const one = first.screen();
    one.manners = 'holds';
    await speaks(first, one);
    const second = await openHall({ owner: 'second', ms: 300 });
    const two = second.screen();
    await expect.poll(() => second.speech.state(SITE)[0]?.by).toBe('another');
    await first.call('c1');
    await expect.poll(() => one.words).toHaveLength(1);
    // The other server's screens show it, too.
    await expect.poll(() => two.shown.flatMap(({ calls }) => calls).length).toBeGreaterThan(0);
    for (const at of ['c2', 'c3']) await first.call(at);
    one.end();
    await expect.poll(() => one.words, { interval: 10 }).toHaveLength(2);
    first.die();
    await expect.poll(() => two.words, { timeout: 15_000 }).toEqual(['vi B003 → 3']);
    expect(together(one, two)).toEqual(['vi B001 → 1', 'vi B002 → 2', 'vi B003 → 3']);
    await finish(second, 'B001');
    await second.call('c1');
    await expect.poll(() => two.words).toEqual(['vi B003 → 3', 'vi B004 → 1']);
  });

  it('say nothing again after a restart, and what waited once', async () => {
    const before = await openHall({ owner: 'before', ms: 1_500 });
    const one = before.screen();
    one.manners = 'holds';
    for (const at of ['c1', 'c2']) await before.call(at);
    await expect.poll(() => one.words).toHaveLength(1);
    await before.speech.stop();
    const after = await openHall({ owner: 'after', ms: 400 });
    const two = after.screen();
    await expect.poll(() => two.words).toEqual(['vi B002 → 2']);
    expect(together(one, two)).toEqual(['vi B001 → 1', 'vi B002 → 2']);
  });

  it('give the zone to the one whose screen hangs in it', async () => {
    const base = siteConfig();
    const zones = [...base.zones, { id: 'upper', name: { vi: 'Tầng 2', en: 'Floor 2' } }];
    const first = await openHall({
      owner: 'first',
      config: { ...base, zones },
    });
    const all = new LoudScreen(first.server.connect('/hall', { auth: { site: SITE } }));
    await speaks(first, all);
    const second = await openHall({ owner: 'second' });
    const ground = second.screen();
    await speaks(second, ground);
    await expect.poll(() => first.speech.state(SITE)[0]?.by).toBe('another');
    await second.call('c1');
    await expect.poll(() => ground.words).toEqual(['vi B001 → 1']);
    expect(all.words).toEqual([]);
  });
});
