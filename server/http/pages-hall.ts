/** The hall television's page: a full picture of now, which its script then keeps true. */
import type { Request } from 'express';
import { encode } from 'uqr';
import { hallBoard } from '../domain/audience.js';
import { codePath } from '../domain/code-path.js';
import { HOURS_LINES } from '../domain/hall-closed.js';
import { LAST_ROWS, sceneCalls, sceneOf, type Scene } from '../domain/hall-scene.js';
import { EMPTY_STAGE, MOST_TILES, nextStage } from '../domain/hall-stage.js';
import { platesOf } from '../domain/plate.js';
import { speaker } from '../domain/wording.js';
import { rowStep } from '../domain/viewing.js';
import type { MediaConfig } from '../protocol/config.js';
import type { HallConfig, HallMedia, HallPageData } from '../protocol/page.js';
import { mediaPath } from './media.js';
import type { Made, PageContext } from './page-context.js';

/** Cells that the page has for the waiting strip: standing it has two rows of four. */
const CELLS = 8;
/** Seconds after which a set without script asks again. */
export const LOOK_AGAIN = 20;

/** `null` when there is no such zone. */
export function hallModel(context: PageContext, request: Request): Made | null {
  const asked = request.params['zone'];
  const zone = typeof asked === 'string' ? asked : null;
  const config = hallConfig(context, zone);
  if (zone !== null && !config.zones.some(({ id }) => id === zone)) return null;
  const data: HallPageData = {
    ...context.data('hall', ['hall']),
    screen: 'hall',
    zone,
    config,
    addresses: context.deps.network.origins(),
    installation: context.deps.network.installation,
  };
  const { view } = context;
  const board = hallBoard(view.board, view.config.rules.showBadge);
  const voice = speaker(data.words, data.offset);
  const age = ({ at }: { at: number }) => (data.at - at) / data.speed;
  const input = { config, zone, board, load: view.load() };
  const stage = nextStage(EMPTY_STAGE, sceneCalls(input), age, 0);
  const { at: now, offset } = data;
  const scene = sceneOf({ ...input, stage, now, offset, staleSince: null, voice, turn: 0 });
  const title = `${voice.say('hall.title')} · ${config.name}`;
  return { title, data, model: poolOf(scene), head: { lookAgain: LOOK_AGAIN } };
}

function hallConfig({ view, language, unreal }: PageContext, zone: string | null): HallConfig {
  const { version, site, groups, counters, zones, rules, notices, screens } = view.config;
  const plates = platesOf(groups);
  const { policy, normalAfterPriority, creditMinutes } = rules;
  return {
    version,
    name: site.name[language],
    groups: groups.map(({ id, letter, short }) => ({
      id,
      letter,
      plate: plates[id] ?? 'plain',
      name: short[language],
    })),
    counters: counters.map(({ id, number, zone, profile }) => ({
      id,
      number,
      zone,
      groups: profile.map(({ group }) => group),
    })),
    zones: zones.map(({ id, name }) => ({ id, name: name[language] })),
    rule: { policy, normalAfterPriority, creditMinutes },
    hours: unreal === null ? site.hours : {},
    specialDays: (unreal === null ? site.specialDays : []).map(({ date, name, sessions }) => ({
      date,
      name: name[language],
      sessions,
    })),
    leftover: site.leftover,
    phone: site.phone,
    notices: notices.map(({ text, from, until }) => ({ text: text[language], from, until })),
    row: rowStep((zone !== null && screens.zones[zone]) || screens.viewing),
    media: screens.media.map((media) => hallMedia(site.id, media, media.title[language])),
  };
}

/** The code is drawn here: a television has no room for what draws it. */
function hallMedia(
  site: string,
  { file, link, seconds, from, until }: MediaConfig,
  title: string,
): HallMedia {
  const code = link === '' ? null : encode(link, { ecc: 'M', border: 0 });
  return {
    ...{ src: mediaPath(site, file), title, seconds, from, until },
    ...{ code: code === null ? '' : codePath(code.data), modules: code?.size ?? 0 },
  };
}

/** The scene with every list filled up to the fixed number of places that the page has. */
function poolOf(scene: Scene): object {
  const blank = { letter: '', plate: 'plain' };
  const call = { number: '', long: false, counter: '', two: false };
  const tile = {
    ...blank,
    ...call,
    group: '',
    longGroup: false,
    zone: '',
    was: '',
    badge: false,
    at: 0,
  };
  const fillUp = <T extends object>(list: readonly T[], size: number, empty: T) =>
    Array.from({ length: size }, (_, i) => ({ ...(list[i] ?? empty), shown: i < list.length }));
  const closed = scene.closed ?? {
    title: '',
    opens: '',
    time: '',
    day: '',
    lines: [],
    phone: '',
    crowded: false,
  };
  return {
    ...scene,
    count: scene.tiles.length,
    burst: scene.tiles.length > 1,
    tiles: fillUp(scene.tiles, MOST_TILES, tile),
    last: fillUp(scene.last, LAST_ROWS, call),
    cells: scene.waiting.length,
    waiting: fillUp(scene.waiting, CELLS, { ...blank, waiting: '', wait: '' }),
    closed: { ...closed, lines: fillUp(closed.lines, HOURS_LINES, { days: '', times: '' }) },
  };
}
