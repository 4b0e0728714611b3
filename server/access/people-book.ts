/** Those who work here: names, roles and the hashes of their secrets. */
import { AppError, WrongSecret } from '../errors.js';
import type { MadePerson, NewPerson, Person, PersonChange, Sites } from '../protocol/people.js';
import type { Book } from './book.js';
import { crewOf } from './crew.js';
import type { Endings } from './endings.js';
import type { Hasher } from './hasher.js';
import type { LastTimes } from './last-times.js';
import { loginOf } from './logins.js';
import { newRecord, type OneTime, oneTimeSecrets } from './new-person.js';
import { present, refuseCrowd, refuseLastAdmin, refuseTaken } from './people-rules.js';
import { ONE_TIME_LIFETIME, personOf, type PersonRecord } from './person-record.js';
import type { MarkedPerson, People } from './ports.js';
import { coversSite, coversSites } from './rights.js';
import { digestOf } from './secrets.js';
import { isWeakPassword, isWeakPin } from './weak-secrets.js';

export interface PeopleParts {
  book: Book<PersonRecord>;
  last: LastTimes;
  hasher: Hasher;
  endings: Endings;
  /** Takes away the phones that are a person's own. */
  endPhones: (person: string) => Promise<void>;
  /**
   * Whether `secret` is the person's PIN or password; slowed like a sign-in.
   * @throws WrongSecret, TooMany
   */
  prove: (record: PersonRecord, secret: string) => Promise<void>;
  /** Real time, ms. */
  now: () => number;
}

export class PeopleBook implements People {
  readonly #parts: PeopleParts;
  /** By the page of the book that they were made of: each number given asks for one. */
  readonly #crews = new WeakMap<
    ReadonlyMap<string, PersonRecord>,
    Map<string, readonly MarkedPerson[]>
  >();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  async list(site: string | null): Promise<Person[]> {
    const { book, last } = this.#parts;
    const [records, times] = await Promise.all([book.all(), last.all()]);
    return [...records.values()]
      .filter(({ person }) => site === null || coversSite(person.sites, site))
      .map((record) => personOf(record, times.get(record.person.id)?.at ?? null))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi') || (a.id < b.id ? -1 : 1));
  }

  async crew(site: string): Promise<readonly MarkedPerson[]> {
    const records = await this.#parts.book.all();
    const known = this.#crews.get(records) ?? new Map<string, readonly MarkedPerson[]>();
    this.#crews.set(records, known);
    const crew = known.get(site) ?? crewOf(records, site);
    known.set(site, crew);
    return crew;
  }

  async get(id: string): Promise<Person | null> {
    const { book, last } = this.#parts;
    const record = (await book.all()).get(id);
    if (record === undefined) return null;
    return personOf(record, (await last.all()).get(id)?.at ?? null);
  }

  async add(given: NewPerson): Promise<MadePerson> {
    const [made] = await this.addAll([given]);
    if (made === undefined) throw new Error('nobody was added');
    return made;
  }

  async addAll(given: readonly NewPerson[]): Promise<MadePerson[]> {
    // One after the other: who signs in meanwhile must not wait for a whole list.
    const fresh: (OneTime & { one: NewPerson })[] = [];
    for (const one of given) fresh.push({ one, ...(await oneTimeSecrets(this.#parts)) });
    const made = await this.#parts.book.change((records) =>
      fresh.map(({ one, pin, join, kept }) => {
        refuseTaken(records, one.name, one.sites, null);
        refuseCrowd(records, one.sites);
        const record = newRecord(records, one, kept, this.#parts.now());
        records.set(record.person.id, record);
        return { person: personOf(record, null), pin, join };
      }),
    );
    await this.#tell([]);
    return made;
  }

  async addFirst(name: string, sites: Sites, password: string): Promise<Person> {
    if (isWeakPassword(password)) throw new AppError('weak-password');
    const hash = await this.#parts.hasher.hash(password);
    const person = await this.#parts.book.change((records) => {
      refuseTaken(records, name, sites, null);
      const given: NewPerson = { name, role: 'admin', languages: [], sites };
      const kept = { pin: null, password: hash, join: null };
      const record = newRecord(records, given, kept, this.#parts.now());
      records.set(record.person.id, record);
      return personOf(record, null);
    });
    await this.#tell([]);
    return person;
  }

  async change(id: string, change: PersonChange): Promise<Person> {
    await this.#edit(id, (record, records) => {
      const person = { ...record.person, ...present(change) };
      if (person.active) refuseTaken(records, person.name, person.sites, id);
      refuseLastAdmin(records, record, person);
      if (!coversSites(record.person.sites, person.sites)) refuseCrowd(records, person.sites);
      // Who is put out of work is out of all sessions, also after coming back.
      const epoch = person.active ? record.epoch : record.epoch + 1;
      return { ...record, person, epoch };
    });
    return this.#known(id);
  }

  async reset(id: string): Promise<MadePerson> {
    const { pin, join, kept } = await oneTimeSecrets(this.#parts);
    await this.#edit(id, (record) => ({
      ...record,
      ...kept,
      person: { ...record.person, mustChange: true, hasPassword: false },
      pinAt: this.#parts.now(),
      epoch: record.epoch + 1,
    }));
    await this.#parts.endPhones(id);
    return { person: await this.#known(id), pin, join };
  }

  async slipOf(id: string, join: string): Promise<{ joinUntil: number; pinUntil: number } | null> {
    const record = await this.byJoin(join);
    if (record === null || record.join === null || record.person.id !== id) return null;
    return { joinUntil: record.join.until, pinUntil: record.pinAt + ONE_TIME_LIFETIME };
  }

  async remove(id: string): Promise<void> {
    await this.#parts.book.change((records) => {
      const record = records.get(id);
      if (record === undefined) throw new AppError('person-unknown');
      refuseLastAdmin(records, record, null);
      records.delete(id);
    });
    await this.#tell([id]);
    await this.#parts.endPhones(id);
    await this.#parts.last.forget([id]);
  }

  async setPin(id: string, current: string | null, pin: string): Promise<void> {
    await this.#proveBefore(id, current);
    if (isWeakPin(pin)) throw new AppError('weak-pin');
    await this.replacePin(id, pin);
  }

  /** Sets a PIN that was found good, for somebody who proved himself. */
  async replacePin(id: string, pin: string): Promise<void> {
    const hash = await this.#parts.hasher.hash(pin);
    await this.#edit(id, (record) => ({
      ...record,
      pin: hash,
      pinAt: this.#parts.now(),
      join: null,
      person: { ...record.person, mustChange: false },
    }));
  }

  async setPassword(id: string, current: string | null, password: string): Promise<void> {
    await this.#proveBefore(id, current);
    if (isWeakPassword(password)) throw new AppError('weak-password');
    const hash = await this.#parts.hasher.hash(password);
    await this.#edit(id, (record) => ({
      ...record,
      password: hash,
      person: { ...record.person, hasPassword: true },
    }));
  }

  /** A right secret whose hash was made with the parameters of before. */
  async rehash(id: string, kind: 'pin' | 'password', secret: string): Promise<void> {
    const hash = await this.#parts.hasher.hash(secret);
    await this.#edit(id, (record) => ({ ...record, [kind]: hash }), false);
  }

  /**
   * The slip's address is used, once: whoever comes second finds it spent.
   * @throws WrongSecret, as for a slip that nobody has
   */
  async spendJoin(id: string, join: string): Promise<void> {
    const digest = digestOf(join);
    const spend = (record: PersonRecord): PersonRecord => {
      if (record.join?.digest !== digest) throw new WrongSecret(0, 0, null);
      return { ...record, join: null };
    };
    await this.#edit(id, spend, false);
  }

  /** Ends all sessions that began in this epoch or before. @returns the new epoch */
  async nextEpoch(id: string): Promise<number> {
    let epoch = 0;
    await this.#edit(id, (record) => {
      epoch = record.epoch + 1;
      return { ...record, epoch };
    });
    return epoch;
  }

  record(id: string): Promise<PersonRecord | null> {
    return this.#find(({ person }) => person.id === id);
  }

  /** @param typed as somebody typed it: accents, spaces and capitals do not matter */
  byLogin(typed: string): Promise<PersonRecord | null> {
    const login = loginOf(typed);
    return this.#find(({ person }) => person.login === login);
  }

  byJoin(join: string): Promise<PersonRecord | null> {
    const digest = digestOf(join);
    const now = this.#parts.now();
    return this.#find((record) => record.join?.digest === digest && record.join.until > now);
  }

  async #find(is: (record: PersonRecord) => boolean): Promise<PersonRecord | null> {
    return [...(await this.#parts.book.all()).values()].find(is) ?? null;
  }

  async #known(id: string): Promise<Person> {
    const person = await this.get(id);
    if (person === null) throw new AppError('person-unknown');
    return person;
  }

  /** @throws AppError `wrong-secret`, also where none was given and one has to be */
  async #proveBefore(id: string, current: string | null): Promise<void> {
    const record = await this.record(id);
    if (record === null) throw new AppError('person-unknown');
    // Who still has the one-time PIN signed in with it just now.
    if (current === null && record.person.mustChange) return;
    await this.#parts.prove(record, current ?? '');
  }

  async #edit(
    id: string,
    edit: (record: PersonRecord, records: ReadonlyMap<string, PersonRecord>) => PersonRecord,
    ends = true,
  ): Promise<void> {
    await this.#parts.book.change((records) => {
      const record = records.get(id);
      if (record === undefined) throw new AppError('person-unknown');
      records.set(id, edit(record, records));
    });
    await this.#tell(ends ? [id] : []);
  }

  #tell(ended: readonly string[]): Promise<void> {
    return this.#parts.endings.tell({
      book: 'people',
      ended: ended.map((id) => ({ kind: 'person', id })),
    });
  }
}
