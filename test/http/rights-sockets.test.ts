/** Connects to every namespace as everybody who can ask; see `rights-walk.test.ts` for the routes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLive, type Live } from '../../server/live/live.js';
import { createLog } from '../../server/log.js';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { configuring, contextAt, MORNING } from '../support/factories.js';
import { allHolders, type AnyHolder } from '../support/holders.js';
import { openHall, type HttpHall } from '../support/http-hall.js';
import { hallWithSupport, may, SOCKETS } from '../support/rights-table.js';
import { slipPicture } from '../../server/effects/slip-picture.js';
import { answersKept } from '../support/printer-answers.js';
import { rollsKept } from '../support/rolls.js';

let hall: HttpHall;
let live: Live;
/** Token of a ticket's page. */
let link: string;
beforeAll(async () => {
  hall = await openHall({
    config: hallWithSupport('ward'),
    publicUrl: 'http://192.168.1.10:3000',
  });
  const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
  link = body.link?.split('/').at(-1) ?? '';
  await hall.store.command(
    'configure',
    configuring(hallWithSupport('elsewhere')),
    contextAt(MORNING, { site: 'elsewhere' }),
  );
  await hall.sites.refresh();
  live = createLive({
    ...{ server: hall.server, relays: hall.sites, access: hall.access, clock: hall.clock },
    ...{ build: 'test', boot: 'boot', secret: 'tags', printerToken: 'p'.repeat(32) },
    printerAnswers: answersKept(),
    slipPicture,
    rolls: rollsKept(),
    addresses: () => [],
    links: hall.parts.links,
    log: createLog('silent'),
  });
  live.start();
});
afterAll(async () => {
  live.stop();
  await hall.stop();
});

describe('every socket', () => {
  let here: AnyHolder[];
  let elsewhere: AnyHolder[];
  beforeAll(async () => {
    here = await allHolders(hall, 'ward', '127.0.0.13');
    elsewhere = await allHolders(hall, 'elsewhere', '127.0.0.14');
  });

  /** What a connection comes to: `in`, or that it is refused. */
  async function connecting(
    namespace: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<'in' | 'refused'> {
    const token = headers['Authorization']?.replace('Bearer ', '') ?? '';
    const printer = hall.sites.get('ward')?.config.printers[0]?.id ?? '';
    const socket = io(hall.url + namespace, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...headers },
      auth: {
        '/printer': { site: 'ward', printer, token, dots: 576 },
        '/ticket': { token: link },
      }[namespace] ?? { site: 'ward', build: 'test' },
    });
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('connect_error', () => resolve(false));
    });
    if (connected && (namespace === '/hall' || namespace === '/staff')) {
      const answered = new Promise((resolve) => socket.once('snapshot', resolve));
      socket.emit('resync', null);
      await answered;
    }
    socket.disconnect();
    return connected ? 'in' : 'refused';
  }

  async function all(
    namespace: string,
    whom: readonly AnyHolder[],
    origin = hall.url,
  ): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const { name, headers } of whom) {
      found[name] = await connecting(namespace, { ...headers, Origin: origin });
    }
    return found;
  }
  const each = (whom: readonly AnyHolder[], judge: (holder: AnyHolder) => boolean) =>
    Object.fromEntries(whom.map((holder) => [holder.name, judge(holder) ? 'in' : 'refused']));

  test('takes the events of the table, and no others', async () => {
    const folder = fileURLToPath(new URL('../../server/live/', import.meta.url));
    const taken = new Set<string>();
    for (const file of await readdir(folder)) {
      if (!file.endsWith('.ts')) continue;
      const code = await readFile(join(folder, file), 'utf8');
      for (const [, event = ''] of code.matchAll(/\b(?:screen|agent|socket)\.on\('([\w-]+)'/g)) {
        taken.add(event);
      }
    }
    taken.delete('disconnect');
    const events = Object.values(SOCKETS).flatMap((each) => each.events);
    expect([...taken].toSorted()).toEqual([...new Set(events)].toSorted());
  });

  test.each(Object.entries(SOCKETS))(
    '%s opens for whom the table says',
    async (namespace, { who }) => {
      const mayConnect = ({ name, byCookie }: AnyHolder): boolean =>
        may(name, who) && (namespace !== '/printer' || !byCookie);
      expect(await all(namespace, here)).toEqual(each(here, mayConnect));
      const stranger = await connecting(namespace, { Origin: hall.url });
      expect(stranger).toBe(who === '*' ? 'in' : 'refused');
    },
  );

  test.each(['/staff', '/kiosk', '/printer'])(
    '%s stays closed to people and things of another site',
    async (namespace) => {
      const { who = '' } = SOCKETS[namespace] ?? {};
      const ofAll = ({ name, byCookie }: AnyHolder): boolean =>
        (name === 'the admin token' || name === 'admin of all') &&
        may(name, who) &&
        (namespace !== '/printer' || !byCookie);
      expect(await all(namespace, elsewhere)).toEqual(each(elsewhere, ofAll));
    },
  );

  test.each(Object.keys(SOCKETS))('%s opens for no page of another origin', async (namespace) => {
    for (const origin of ['http://evil.example', 'null']) {
      expect(await all(namespace, here, origin)).toEqual(each(here, () => false));
    }
  });
});
