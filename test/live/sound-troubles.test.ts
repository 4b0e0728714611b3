/** Zones that are not heard: since when, what is the matter, and where nobody misses it. */
import { describe, expect, it } from 'vitest';
import type { SiteView } from '../../server/live/site-view.js';
import { CONFIG_DEFAULTS } from '../../server/protocol/config-defaults.js';
import { siteConfig, SITE } from '../support/factories.js';
import { loudHalls, speaks, type LoudHall } from '../support/loud-hall.js';

const openHall = loudHalls();
const troubles = (hall: LoudHall) => hall.speech.troubles(hall.server.relay);

describe('a zone', () => {
  it('that had a loudspeaker is in trouble from the moment it falls silent until it is heard, across a restart of the server', async () => {
    const before = await openHall({ owner: 'before' });
    const one = before.screen();
    await speaks(before, one);
    await before.call('c1');
    await expect.poll(() => one.words).toHaveLength(1);
    expect(troubles(before)).toEqual([]);
    const { clock } = before.server;
    const silent = (cause: string) => [{ zone: 'ground', cause, since: clock.time }];
    one.manners = 'answers nothing';
    await before.call('c2');
    await expect.poll(() => troubles(before)).toEqual(silent('silent'));
    const began = clock.time;
    clock.time += 5_000;
    one.socket.disconnect();
    const gone = [{ zone: 'ground', cause: 'no-screen', since: began }];
    await expect.poll(() => troubles(before)).toEqual(gone);
    await before.speech.stop();

    const after = await openHall({ owner: 'after' });
    await expect.poll(() => troubles(after).map(({ cause }) => cause)).toEqual(['no-screen']);
    const two = after.screen();
    two.manners = 'blocked';
    await expect.poll(() => troubles(after).map(({ cause }) => cause)).toEqual(['blocked']);
    two.manners = 'plays';
    await expect.poll(() => troubles(after)).toEqual([]);
  });

  it('that was never heard is missed by nobody', async () => {
    const hall = await openHall();
    const screen = hall.screen();
    screen.manners = 'blocked';
    await expect.poll(() => hall.speech.state(SITE)[0]?.trouble).toBe('blocked');
    expect(troubles(hall)).toEqual([]);
  });

  it('is in no trouble while the hour is a silent one', async () => {
    const volumes = [{ from: 0, until: 1_440, percent: 0 }];
    const voice = { ...CONFIG_DEFAULTS.voice, volumes, speakers: { ground: 'd-somewhere' } };
    const quiet = await openHall({ config: siteConfig({}, { voice }) });
    expect(quiet.speech.state(SITE)[0]?.trouble).toBe('no-screen');
    expect(troubles(quiet)).toEqual([]);
    const loud = { ...voice, volumes: [] };
    const { relay } = quiet.server;
    const config = { ...relay.config, voice: loud };
    const view = Object.create(relay, {
      id: { value: SITE },
      config: { value: config },
    }) as SiteView;
    expect(quiet.speech.troubles(view).map(({ cause }) => cause)).toEqual(['no-screen']);
  });
});
