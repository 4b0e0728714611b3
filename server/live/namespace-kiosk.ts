/**
 * `/kiosk`: the machines at which citizens take a number. Only a device paired as one connects, or an admin
 * who looks. There is no replay: each gets its own present state, whole, on connecting and on each change.
 */
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Access } from '../access/access.js';
import type { Handshaken } from '../access/credentials.js';
import { coversSite, refusal } from '../access/rights.js';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import type { KioskClientToServer, KioskServerToClient } from '../protocol/kiosk.js';
import type { Hello } from '../protocol/live.js';
import { kioskHandshake } from '../protocol/schema/live.js';
import type { Admission } from './board-namespace.js';
import { type KioskPlace, kioskState } from './kiosk-state.js';
import { seenBy } from './namespace-hall.js';
import type { OpenRights } from './open-rights.js';
import type { LiveIo } from './outlet.js';
import type { PrinterConditions } from './printer-conditions.js';
import type { SiteViews } from './site-view.js';

type Kiosks = Namespace<KioskClientToServer, KioskServerToClient, DefaultEventsMap, object>;
type Kiosk = Socket<KioskClientToServer, KioskServerToClient, DefaultEventsMap, object>;

interface Admitted extends Admission {
  site: string;
  place: KioskPlace;
  build: string | null;
}
/** A kiosk that is connected, and what it was told last, without its time. */
interface Connected extends Admitted {
  told: string;
}

export interface KioskNamespaceParts {
  sites: Pick<SiteViews, 'get'>;
  access: Access;
  rights: OpenRights;
  conditions: Pick<PrinterConditions, 'of'>;
  clock: Clock;
  hello(): Hello;
  log: Log;
}

export class KioskNamespace {
  readonly #parts: KioskNamespaceParts;
  readonly #kiosks = new Map<Kiosk, Connected>();

  constructor(parts: KioskNamespaceParts) {
    this.#parts = parts;
  }

  open(io: LiveIo): void {
    const kiosks: Kiosks = io.of('/kiosk');
    const admitted = new WeakMap<Kiosk, Admitted>();
    kiosks.use((kiosk, next) => {
      this.#admit(kiosk).then(
        (handshaken) => {
          admitted.set(kiosk, handshaken);
          next();
        },
        (error: unknown) => {
          if (error instanceof AppError) return next(error);
          this.#parts.log.error({ err: error }, 'handshake of a kiosk failed');
          next(new AppError('internal'));
        },
      );
    });
    kiosks.on('connection', (kiosk) => {
      const handshaken = admitted.get(kiosk);
      if (handshaken !== undefined) this.#welcome(kiosk, handshaken);
    });
  }

  /** Tells each kiosk how things are, if that is other than what it was told last. */
  sweep(): void {
    for (const [kiosk, connected] of this.#kiosks) this.#tell(kiosk, connected);
  }

  /** @throws AppError `bad-request`, `site-unknown`, `signed-out`, `locked`, `not-allowed`, `store-down` */
  async #admit({ handshake }: Kiosk): Promise<Admitted> {
    const auth = kioskHandshake.safeParse(handshake.auth);
    if (!auth.success) throw new AppError('bad-request');
    const { site, build = null } = auth.data;
    const admission = await admitKiosk(this.#parts.access, handshake, site);
    if (this.#parts.sites.get(site) === undefined) throw new AppError('site-unknown');
    return { ...admission, site, build };
  }

  #welcome(kiosk: Kiosk, admitted: Admitted): void {
    const connected: Connected = { ...admitted, told: '' };
    const { address } = kiosk.handshake;
    this.#parts.rights.add(kiosk, admitted.rests);
    const gone = admitted.seen?.({ address, build: admitted.build });
    this.#kiosks.set(kiosk, connected);
    kiosk.on('disconnect', () => {
      this.#kiosks.delete(kiosk);
      gone?.();
    });
    kiosk.emit('hello', this.#parts.hello());
    this.#tell(kiosk, connected);
  }

  #tell(kiosk: Kiosk, connected: Connected): void {
    const { sites, clock, conditions } = this.#parts;
    const { site, place } = connected;
    const view = sites.get(site);
    if (view === undefined) {
      kiosk.disconnect(true);
      return;
    }
    const state = kioskState(view, place, clock.now(), conditions.of(site));
    const told = JSON.stringify({ ...state, at: 0 });
    if (told === connected.told) return;
    connected.told = told;
    kiosk.emit('state', state);
  }
}

/**
 * What a kiosk may rests on its device alone, also while somebody is signed in on it.
 * @throws AppError `signed-out`, `locked`, `not-allowed`, `store-down`
 */
async function admitKiosk(
  access: Access,
  handshake: Handshaken,
  site: string,
): Promise<Admission & { place: KioskPlace }> {
  const device = await access.device(handshake);
  if (device?.kind === 'kiosk') {
    if (!coversSite([device.site], site)) throw new AppError('not-allowed');
    const { id, printer } = device;
    return {
      rests: [{ kind: 'device', id }],
      seen: seenBy(access, device),
      place: { id, printer },
    };
  }
  const subject = await access.socket(handshake);
  if (subject === null) throw new AppError('signed-out');
  if (!access.allows(subject, 'socket.kiosk.watch', { site })) throw refusal(subject);
  return { rests: subject.rests, seen: null, place: { id: '', printer: null } };
}
