/** From a token or cookies to who asks, and whether that still holds. */
import { ROLES } from '../protocol/people.js';
import type { Credentials } from './credentials.js';
import type { DeviceBook } from './device-book.js';
import type { DeviceRecord } from './device-record.js';
import type { PeopleBook } from './people-book.js';
import type { Ended } from './ports.js';
import { allows, STRANGER, type Subject } from './rights.js';
import { sameText } from './secrets.js';
import type { Sessions } from './sessions.js';
import type { SignInDesk } from './sign-in.js';
import type { TokenBook } from './token-book.js';

export interface SubjectParts {
  people: PeopleBook;
  devices: DeviceBook;
  tokens: TokenBook;
  signIns: SignInDesk;
  sessions: Sessions;
  /** Bearer token with all rights; `null` for none. */
  adminToken: string | null;
}

export class Subjects {
  readonly #parts: SubjectParts;

  constructor(parts: SubjectParts) {
    this.#parts = parts;
  }

  async byToken(token: string): Promise<Subject | null> {
    const { adminToken, tokens, devices } = this.#parts;
    if (adminToken !== null && sameText(token, adminToken)) {
      return { ...STRANGER, actor: 'token-admin', roles: ROLES, via: 'token', sites: 'all' };
    }
    const subject = await tokens.subject(token);
    if (subject !== null) return subject;
    const record = await devices.byToken(token);
    return record && subjectOfDevice(record);
  }

  async serves(token: string, site: string, printer: string): Promise<readonly Ended[] | null> {
    const subject = await this.byToken(token);
    if (subject === null || !allows(subject, 'socket.printer.serve', { site })) return null;
    const device = (await this.#parts.devices.byToken(token))?.device;
    return device === undefined || device.printer === printer ? subject.rests : null;
  }

  async holds(rests: readonly Ended[]): Promise<boolean> {
    for (const { kind, id } of rests) {
      if (!(await this.#stands(kind, id))) return false;
    }
    return true;
  }

  async byCookies(credentials: Credentials): Promise<Subject | null> {
    const subject = await this.#bySession(credentials);
    return subject ?? this.byDevice(credentials);
  }

  /** The paired device alone, whoever is signed in at it. */
  async byDevice(credentials: Credentials): Promise<Subject | null> {
    const record = await this.#parts.devices.byCredentials(credentials);
    return record && subjectOfDevice(record);
  }

  async #bySession(credentials: Credentials): Promise<Subject | null> {
    const { sessions, signIns } = this.#parts;
    const present = await signIns.presentOf(credentials);
    if (present === null) return null;
    const { id, state, record } = present;
    // Somebody does something: it lasts another while.
    if (!state.locked) sessions.prolong(id, state);
    const { person } = record;
    return {
      actor: person.id,
      roles: [person.role],
      via: 'staff',
      sites: person.sites,
      locked: state.locked,
      rests: [
        { kind: 'session', id },
        { kind: 'person', id: person.id },
        ...(state.device === null ? [] : [{ kind: 'device' as const, id: state.device }]),
      ],
    };
  }

  async #stands(kind: Ended['kind'], id: string): Promise<boolean> {
    if (kind === 'session') {
      const present = await this.#parts.signIns.present(id);
      return present?.state.locked === false;
    }
    if (kind === 'device') return (await this.#parts.devices.record(id)) !== null;
    if (kind === 'token') return this.#parts.tokens.holds(id);
    return (await this.#parts.people.record(id))?.person.active === true;
  }
}

/** What a paired device may by itself. At a tablet, pad or phone the right is that of who signs in. */
function subjectOfDevice({ device }: DeviceRecord): Subject | null {
  const { id, kind, site } = device;
  const rests = [{ kind: 'device' as const, id }];
  const common = { actor: id, sites: [site], locked: false, rests };
  if (kind === 'hall' || kind === 'sign') return { ...common, roles: ['screen'], via: 'token' };
  if (kind === 'kiosk') return { ...common, roles: ['kiosk'], via: 'kiosk' };
  if (kind === 'printer') return { ...common, roles: ['agent'], via: 'token' };
  return null;
}
