/** A real hall's day, driven through the public API of a product of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { SiteConfig } from '../protocol/config.js';
import { ApiClient } from './client.js';
import { type DayResult, runDay } from './hall-day.js';
import { apiHands, type Hands } from './hands.js';
import type { LoggedDay } from './hall-log.js';
import { type RunningProduct, startProduct } from './product.js';
import { summary, type Visit, type Waits } from './visits.js';

/** The group that all citizens of a logged day come for: the log does not say. */
export const REPLAY_GROUP = 'chung-thuc';
const SITE = '/api/v1/sites/sen-hong';
/** The product starts this long (site time, ms) before the first citizen comes. */
const EARLY_MS = 5 * 60_000;

export interface ReplayReport {
  tickets: number;
  counters: number;
  result: DayResult;
  waits: Waits;
  loggedWaits: Waits;
}

/** What was attached to the day. */
export interface Watched {
  /** Who work that day; without them the public API does. */
  hands?: Hands;
  /** Called when the day is over, while the product still runs. */
  done: () => Promise<void>;
}

/** The sample ward with one group and as many counters as the day needed. */
function replayConfig(config: SiteConfig, counters: number): SiteConfig {
  const group = config.groups.find(({ id }) => id === REPLAY_GROUP);
  const zone = config.zones[0];
  if (!group || !zone) throw new Error(`the sample ward has no group ${REPLAY_GROUP} or no zone`);
  return {
    ...config,
    groups: [group],
    procedures: config.procedures.filter((procedure) => procedure.group === REPLAY_GROUP),
    counters: Array.from({ length: counters }, (_, index) => ({
      id: `quay-${index + 1}`,
      number: index + 1,
      kind: 'office' as const,
      zone: zone.id,
      profile: [{ group: REPLAY_GROUP, tier: 1 }],
      languages: [],
    })),
  };
}

/** `2020-05-12T07:30` at the sample ward, which is at UTC+7 all year. */
export function localStart(ms: number): string {
  return new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16);
}

/**
 * Runs the day and reports it.
 * @param main the built entry of the product, if not the one beside this file
 * @param early how long before the first citizen the product starts, site time, ms
 * @param watch called with the running product before the first citizen comes, to attach screens
 */
export async function replayDay(
  { visits, counters }: LoggedDay,
  speed: number,
  watch: (product: RunningProduct, dataDir: string, token: string) => Promise<Watched>,
  main?: string,
  early = EARLY_MS,
): Promise<ReplayReport> {
  const first = visits[0];
  if (!first) throw new Error('no visit');
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-replay-'));
  const token = randomBytes(24).toString('hex');
  const product = await startProduct(
    {
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ADMIN_TOKEN: token,
      CLOCK: `${localStart(first.at - early)}@${speed}`,
    },
    main === undefined ? {} : { main },
  );
  try {
    const api = new ApiClient(product.url, token);
    await configure(api, counters);
    const { hands = apiHands(api, SITE, true), done } = await watch(product, dataDir, token);
    const result = await run(hands, product.url, counters, visits);
    await done();
    return {
      tickets: visits.length,
      counters,
      result,
      waits: summary(result.waits),
      loggedWaits: summary(visits.map(({ loggedWaitMs = 0 }) => loggedWaitMs)),
    };
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function configure(api: ApiClient, counters: number): Promise<void> {
  const { body: config } = await api.get<SiteConfig>(`${SITE}/config`);
  if (!config) throw new Error('the sample ward is not there');
  const answer = await api.send('PUT', `${SITE}/config`, replayConfig(config, counters), {
    'if-match': `"${config.version}"`,
  });
  if (answer.code !== null) throw new Error(`the configuration was refused: ${answer.code}`);
}

async function run(
  hands: Hands,
  url: string,
  counters: number,
  visits: readonly Visit[],
): Promise<DayResult> {
  const clock = await siteClock(url);
  return runDay({
    hands,
    counters: Array.from({ length: counters }, (_, index) => `quay-${index + 1}`),
    visits,
    now: clock.now,
    speed: clock.speed,
  });
}

/** Site time as `/healthz` tells it, carried on by this machine's monotonic clock. */
export async function siteClock(url: string): Promise<{ now: () => number; speed: number }> {
  const response = await fetch(`${url}/healthz`);
  const { at, speed } = (await response.json()) as { at: number; speed: number };
  const asked = performance.now();
  return { now: () => at + (performance.now() - asked) * speed, speed };
}
