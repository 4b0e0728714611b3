/** Devices of the site: pairing one by its code, renaming, revoking. What presses and typing mean. */
import type { PrinterStatus } from '../../server/protocol/printing.js';
import type { Device } from '../../server/protocol/people.js';
import { drawPairing } from './devices-pairing-view.js';
import { deviceName } from './devices-place.js';
import { CODE_LENGTH, emptyDevice, isBrowsers, missing, startDevices } from './devices-state.js';
import { drawDevices } from './devices-view.js';
import type { AdminTools, Reply, Section } from './section.js';

/** ms between two looks at how the devices are, while the section is open. */
const LOOK = 5_000;

interface PrintersReply {
  printers: { id: string; status: PrinterStatus | null }[];
}

export function devicesSection(tools: AdminTools): Section {
  const state = startDevices();
  const base = (): string => `/sites/${encodeURIComponent(tools.scene().site)}`;
  const one = (id: string): string => `${base()}/devices/${encodeURIComponent(id)}`;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Looks once, and again while the section stays open. */
  async function look(): Promise<void> {
    clearTimeout(timer);
    const [devices, printers] = await Promise.all([
      tools.send<{ devices: Device[] }>('GET', `${base()}/devices`),
      tools.send<PrintersReply>('GET', `${base()}/printers`),
    ]);
    if (devices.ok) state.devices = devices.body.devices;
    else if (state.devices === null) complain(devices);
    if (printers.ok) {
      state.printers = Object.fromEntries(
        printers.body.printers.flatMap(({ id, status }) => (status === null ? [] : [[id, status]])),
      );
    }
    tools.redraw();
    clearTimeout(timer);
    if (location.pathname.includes('/admin/devices')) timer = setTimeout(() => void look(), LOOK);
  }

  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }

  async function send<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Reply<T> | null> {
    if (state.sending) return null;
    state.sending = true;
    tools.tell(null);
    tools.redraw();
    const reply = await tools.send<T>(method, path, body);
    state.sending = false;
    await look();
    return reply;
  }

  async function pair(): Promise<void> {
    const { code, form } = state;
    const name = deviceName(tools.scene(), form);
    if (code.length < CODE_LENGTH || missing(form, name) !== null) return;
    const { kind, counter, zone, printer } = form;
    const device = { code, kind, name, counter, zone, printer };
    state.refused = null;
    const reply = await send<Device>('POST', `${base()}/devices`, device);
    if (reply === null) return;
    if (reply.ok) {
      state.code = '';
      state.form = emptyDevice();
      const page = tools.scene().words.say(`devices.page.${kind}`);
      const program = kind === 'printer' && !isBrowsers(tools.scene().used, printer);
      if (program) said('pairedPrinter', name);
      else said('paired', name, { page });
    } else if (reply.code === 'code-unknown') {
      state.refused = `${reply.title} ${reply.detail}`;
      tools.redraw();
    } else complain(reply);
  }

  async function rename(): Promise<void> {
    if (state.renaming === null) return;
    const { id, form } = state.renaming;
    const name = deviceName(tools.scene(), form);
    const before = state.devices?.find((device) => device.id === id);
    if (before === undefined || missing(form, name) !== null) return;
    // A place that is named anew makes the device's screens come back: only one that is another.
    const place = (['counter', 'zone', 'printer'] as const).filter(
      (each) => form[each] !== before[each],
    );
    const change = { name, ...Object.fromEntries(place.map((each) => [each, form[each]])) };
    const reply = await send('PUT', one(id), change);
    if (reply === null) return;
    if (!reply.ok) return complain(reply);
    state.renaming = null;
    said('renamed', name);
  }

  async function revoke(id: string): Promise<void> {
    const name = state.devices?.find((device) => device.id === id)?.name ?? '';
    const reply = await send('DELETE', one(id));
    state.revoking = null;
    if (reply === null) return;
    if (!reply.ok) return complain(reply);
    said('revoked', name);
  }

  function said(key: string, name: string, more = {}): void {
    tools.tell({
      tone: 'good',
      text: tools.scene().words.say(`devices.${key}`, { name, ...more }),
    });
    tools.redraw();
  }

  return {
    id: 'devices',
    open() {
      state.renaming = null;
      state.revoking = null;
      void look();
    },
    view: (scene) => drawDevices(scene, state, tools.fields),
    side: (scene) => drawPairing(scene, state, tools.fields),
    presses: {
      pair: () => void pair(),
      renameAsk: ({ value }) => {
        const device = state.devices?.find(({ id }) => id === value);
        if (!device) return;
        const { id, kind, name, counter, zone, printer } = device;
        state.renaming = { id, form: { kind, name, counter, zone, printer } };
      },
      rename: () => void rename(),
      renameKeep: () => {
        state.renaming = null;
      },
      revokeAsk: ({ value = '' }) => {
        state.revoking = value;
      },
      revokeKeep: () => {
        state.revoking = null;
      },
      revoke: ({ value = '' }) => void revoke(value),
    },
    inputs: {
      code: (value) => {
        state.code = value.replace(/\D/g, '').slice(0, CODE_LENGTH);
        state.refused = null;
      },
    },
  };
}
