import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listensBeyondLoopback, reachedAt } from '../../server/network/addresses.js';
import { nextName } from '../../server/network/mdns-records.js';
import { ADDRESS, Lan, type Script } from '../support/lan.js';

interface Seen {
  ready?: true;
  name: string;
  type: string;
  ttl: number;
  flush: boolean;
  unicast: boolean;
  id: number;
  data: unknown;
}
/** A line of the server's log. */
interface Said {
  msg: string;
  name: string;
}

const MDNS = 5_353;

describe('a server in the network of a hall', () => {
  let lan: Lan;
  let server: Script;
  let phone: Script;
  beforeAll(async () => {
    lan = await Lan.lay();
    phone = lan.start('phone', 'mdns-client-process.ts', ADDRESS.phone);
    await phone.hears<Seen>(({ ready }) => ready === true);
    server = lan.start('hall', 'mdns-server-process.ts', 'motcua');
    await server.hears<Said>(({ msg }) => msg === 'known in the network');
  });
  afterAll(() => lan[Symbol.asyncDispose]());

  function asks(name: string, type: string, from = 0): Promise<Seen> {
    const heard = phone.hears<Seen>(
      (each) => each.name === name && each.type === type && each.unicast === (from === 0),
    );
    phone.say({ name, type, from });
    return heard;
  }

  test('is found by its name', async () => {
    const { data, flush, ttl } = await asks('motcua.local', 'A', MDNS);
    expect({ data, flush, ttl }).toEqual({ data: ADDRESS.hall, flush: true, ttl: 120 });
  });

  test('is found by a program that knows DNS only, and answers it alone', async () => {
    const { data, flush, ttl, id } = await asks('motcua.local', 'A');
    expect({ data, flush, id }).toEqual({ data: ADDRESS.hall, flush: false, id: 0x1234 });
    expect(ttl).toBeLessThanOrEqual(10);
  });

  test('says at once that it has no IPv6 address, so that nobody waits for one', async () => {
    const denied = phone.hears<Seen>(({ type, unicast }) => type === 'NSEC' && unicast);
    phone.say({ name: 'motcua.local', type: 'AAAA', from: 0 });
    expect((await denied).name).toBe('motcua.local');
  });

  test('is listed among the services of the network, with its port', async () => {
    const { data } = await asks('_http._tcp.local', 'PTR');
    expect(data).toBe('Một Cửa motcua._http._tcp.local');
    expect((await asks(String(data), 'SRV')).data).toEqual({ port: 3_000, target: 'motcua.local' });
  });

  test('gives way when the name is taken, and keeps its own against newcomers', async () => {
    const newcomer = lan.start('phone', 'mdns-server-process.ts', 'motcua');
    const known = await newcomer.hears<Said>(({ msg }) => msg === 'known in the network');
    expect(known.name).toBe('motcua-2.local');
    expect((await asks('motcua.local', 'A')).data).toBe(ADDRESS.hall);
    const bye = phone.hears<Seen>(({ name, ttl }) => name === 'motcua-2.local' && ttl === 0);
    await newcomer.end();
    await bye;
  });

  test('of two that start at once one gets the name and the other a number', async () => {
    const both = [
      lan.start('hall', 'mdns-server-process.ts', 'sen-hong'),
      lan.start('phone', 'mdns-server-process.ts', 'sen-hong'),
    ];
    const names = await Promise.all(
      both.map(
        async (each) => (await each.hears<Said>(({ msg }) => msg === 'known in the network')).name,
      ),
    );
    expect(names.toSorted()).toEqual(['sen-hong-2.local', 'sen-hong.local']);
    await Promise.all(both.map((each) => each.end()));
  });

  test('is found at its new address soon after that changed', async () => {
    const moved = phone.hears<Seen>(({ type, data }) => type === 'A' && data === '10.77.0.9');
    await lan.run('hall', 'ip', 'addr', 'del', `${ADDRESS.hall}/24`, 'dev', 'cable');
    await lan.run('hall', 'ip', 'addr', 'add', '10.77.0.9/24', 'dev', 'cable');
    expect((await moved).name).toBe('motcua.local');
  });

  test('says goodbye when it ends', async () => {
    const bye = phone.hears<Seen>(({ name, ttl }) => name === 'motcua.local' && ttl === 0);
    await server.end();
    expect((await bye).type).toBe('A');
  });
});

test('a server that listens to its own machine only makes no name known', () => {
  expect(reachedAt('127.0.0.1')).toEqual([]);
  expect(['127.0.0.1', '::1', 'localhost'].some(listensBeyondLoopback)).toBe(false);
});

test('names that are taken are numbered from two', () => {
  expect([nextName('motcua'), nextName('motcua-2'), nextName('quay-3')]).toEqual([
    'motcua-2',
    'motcua-3',
    'quay-4',
  ]);
});
