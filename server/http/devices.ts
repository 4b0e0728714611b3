/** Paired devices of a site: paired by their code, renamed, taken away. */
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { Flaw } from '../protocol/answers.js';
import type { Device, DeviceKind, DevicesAnswer } from '../protocol/people.js';
import {
  deviceAnswer,
  deviceChange,
  devicesAnswer,
  done,
  pairBody,
} from '../protocol/schema/people.js';
import { NOTHING } from './operation.js';
import { BadRequest } from './problem.js';
import { record, type RecordParts } from './record.js';
import { route, type Call, type Route, type RouteParts } from './route.js';

export interface DeviceRouteParts extends RouteParts, RecordParts {}

const PATH = '/api/v1/sites/{site}/devices';
const ONE = `${PATH}/{device}` as const;
const COMMON = { tag: 'Devices', query: NOTHING, command: false } as const;

export function deviceRoutes(parts: DeviceRouteParts): Route[] {
  return [list(parts), pair(parts), change(parts), revoke(parts)];
}

function list(parts: DeviceRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'get',
      path: PATH,
      action: 'devices.read',
      summary: 'Paired devices with when and where they were last seen',
      body: NOTHING,
      success: { status: 200, description: 'Oldest first', schema: devicesAnswer },
      errors: [],
    },
    async (call): Promise<DevicesAnswer> => ({
      devices: await parts.access.devices.list(call.site().id),
    }),
  );
}

function pair(parts: DeviceRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'post',
      path: PATH,
      action: 'devices.write',
      summary: 'Pairs the device that shows this code',
      body: pairBody,
      success: { status: 201, description: 'The device', schema: deviceAnswer },
      errors: ['code-unknown', 'site-full', 'too-many'],
    },
    async (call): Promise<Device> => {
      const view = call.site();
      const { code, ...device } = call.body;
      const flaws = flawsOf(view, device.kind, device);
      if (flaws.length > 0) throw new BadRequest(flaws);
      const { actor } = call.subject;
      const as = { ...device, site: view.id, person: null };
      const paired = await parts.access.devices.pair(code, as, actor);
      const data = { device: paired.id, kind: paired.kind };
      await record(parts, view, actor, 'device.paired', data);
      return paired;
    },
  );
}

function change(parts: DeviceRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'put',
      path: ONE,
      action: 'devices.write',
      summary: 'Renames a device or puts it elsewhere',
      body: deviceChange,
      success: { status: 200, description: 'The device afterwards', schema: deviceAnswer },
      errors: ['device-unknown'],
    },
    async (call): Promise<Device> => {
      const before = await deviceOf(parts, call);
      const flaws = flawsOf(call.site(), before.kind, { ...before, ...call.body });
      if (flaws.length > 0) throw new BadRequest(flaws);
      const device = await parts.access.devices.change(before.id, call.body);
      const { actor } = call.subject;
      await record(parts, call.site(), actor, 'device.changed', { device: device.id });
      return device;
    },
  );
}

function revoke(parts: DeviceRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'delete',
      path: ONE,
      action: 'devices.write',
      summary: 'Takes the device away; its open screens close at once',
      body: NOTHING,
      success: { status: 200, description: 'Revoked', schema: done },
      errors: ['device-unknown'],
    },
    async (call) => {
      const { id } = await deviceOf(parts, call);
      await parts.access.devices.revoke(id);
      await record(parts, call.site(), call.subject.actor, 'device.revoked', { device: id });
      return {};
    },
  );
}

/** @throws AppError `site-unknown`, `device-unknown` */
async function deviceOf({ access }: DeviceRouteParts, call: Call): Promise<Device> {
  const id = call.parameter('device');
  const devices = await access.devices.list(call.site().id);
  const device = devices.find((each) => each.id === id);
  if (device === undefined) throw new AppError('device-unknown');
  return device;
}

type Places = Pick<Device, 'counter' | 'zone' | 'printer'>;

/** Which place each kind has; what is not named it has not. */
const PLACES: Readonly<Record<DeviceKind, Partial<Record<keyof Places, 'may' | 'must'>>>> = {
  hall: { zone: 'may' },
  sign: { counter: 'must' },
  kiosk: { printer: 'may' },
  tablet: {},
  pad: { counter: 'must' },
  phone: {},
  printer: { printer: 'must' },
};

function flawsOf({ config }: SiteView, kind: DeviceKind, given: Places): Flaw[] {
  const known: Readonly<Record<keyof Places, readonly { id: string }[]>> = {
    counter: config.counters,
    zone: config.zones,
    printer: config.printers,
  };
  const flaws: Flaw[] = [];
  for (const path of ['counter', 'zone', 'printer'] as const) {
    const [value, need] = [given[path], PLACES[kind][path]];
    if (value === null && need === 'must') flaws.push({ path, message: 'needed' });
    if (value === null) continue;
    if (need === undefined) flaws.push({ path, message: 'not for this kind of device' });
    else if (!known[path].some(({ id }) => id === value)) flaws.push({ path, message: 'unknown' });
  }
  return flaws;
}
