/** What a device that is not paired yet asks for: a code to show, and later what became of it. */
import type { SiteConfig } from '../protocol/config.js';
import type { ClaimAnswer, Device, PairingOffer } from '../protocol/people.js';
import { claimAnswer, claimBody, noBody, pairingOffer } from '../protocol/schema/people.js';
import { NOTHING } from './operation.js';
import { rootOf } from './page-context.js';
import { route, type Route, type RouteParts } from './route.js';

const COMMON = {
  tag: 'Devices',
  query: NOTHING,
  command: false,
  method: 'post',
  action: 'pairing.ask',
} as const;

export function pairingRoutes(parts: RouteParts): Route[] {
  return [offer(parts), claim(parts)];
}

function offer(parts: RouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: '/api/v1/pairing',
      summary: 'A code for this device to show; it holds for ten minutes',
      body: noBody,
      success: { status: 201, description: 'Code and claim', schema: pairingOffer },
      errors: ['too-many'],
    },
    (call): Promise<PairingOffer> => parts.access.devices.offer(call.request),
  );
}

function claim(parts: RouteParts): Route {
  const { devices } = parts.access;
  return route(
    parts,
    {
      ...COMMON,
      path: '/api/v1/pairing/claim',
      summary: 'Whether the code was typed; a browser is paired by the cookie of this answer',
      body: claimBody,
      success: { status: 200, description: 'What the device became', schema: claimAnswer },
      errors: ['pairing-over'],
    },
    async (call): Promise<ClaimAnswer> => {
      const claimed = await devices.claim(call.body.claim);
      if (claimed === null) return { paired: false };
      const { device, token } = claimed;
      const config = parts.sites.get(device.site)?.config ?? null;
      const printer = config?.printers.find(({ id }) => id === device.printer);
      const paired = {
        paired: true,
        device,
        path: pathOf(parts, device, config),
        dots: printer?.dots ?? null,
      } as const;
      if (call.body.program === true) return { ...paired, token };
      devices.remember(call.response, token);
      return paired;
    },
  );
}

/** The page where a device of this kind belongs. */
function pathOf({ sites }: RouteParts, device: Device, config: SiteConfig | null): string {
  const view = sites.get(device.site);
  const root = view === undefined ? '' : rootOf(sites, view);
  const counter = config?.counters.find(({ id }) => id === device.counter);
  switch (device.kind) {
    case 'hall':
      return `${root}/hall${device.zone === null ? '' : `/${device.zone}`}`;
    case 'sign':
      return `${root}/sign/${counter?.number ?? device.counter}`;
    case 'tablet':
    case 'phone':
      return `${root}/door`;
    case 'pad':
      return `${root}/desk/${counter?.number ?? device.counter}`;
    case 'kiosk':
      return `${root}/kiosk`;
    case 'printer': {
      const browser =
        config?.printers.find(({ id }) => id === device.printer)?.address === 'browser';
      return browser ? `${root}/print` : root === '' ? '/' : root;
    }
  }
}
