/** Four people of the sample ward, so that a trial has somebody at each door. Nobody of them is real. */
import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { People } from '../access/ports.js';
import { AppError } from '../errors.js';
import { ROLES, type Role } from '../protocol/people.js';
import { readPrivate, writePrivately } from './private-file.js';

export interface TrialPerson {
  id: string;
  name: string;
  role: Role;
  /** Six digits. */
  pin: string;
}

const shape = z.array(
  z.strictObject({ id: z.string(), name: z.string(), role: z.enum(ROLES), pin: z.string() }),
);
/** Tries to find a PIN that is not among the common ones, which are a few in ten thousand. */
const TRIES = 20;

export interface TrialPeopleParts {
  dataDir: string;
  people: Pick<People, 'add' | 'change' | 'list' | 'remove' | 'setPin'>;
  /** Vietnamese name of the one person of a role. */
  nameOf(role: Role): string;
}

/** Their PINs lie in clear in `DATA_DIR/trial-pins.json`, for this machine's own start page alone. */
export class TrialPeople {
  readonly #parts: TrialPeopleParts;
  readonly #path: string;
  #shown: readonly TrialPerson[] = [];

  constructor(parts: TrialPeopleParts) {
    this.#parts = parts;
    this.#path = join(parts.dataDir, 'trial-pins.json');
  }

  /** Those whose PIN this machine knows; empty outside a trial. */
  get shown(): readonly TrialPerson[] {
    return this.#shown;
  }

  /** Makes them at the sample ward `site`, or takes up those of an earlier start. @throws StoreDown */
  async begin(site: string): Promise<void> {
    const there = await this.#parts.people.list(site);
    const kept = await this.#kept();
    const complete =
      kept.length === ROLES.length && kept.every(({ id }) => there.some((each) => each.id === id));
    if (complete) {
      this.#shown = kept;
      return;
    }
    // Half made by a start that was cut off, or their PINs are lost: nobody could sign in as them.
    const names = ROLES.map((role) => this.#parts.nameOf(role));
    const known = new Set([...names, ...names.map(formerly)]);
    const left = there.filter(({ name, sites }) => sites !== 'all' && known.has(name));
    // While others work here the last admin cannot go: it makes room until there is a new one.
    const staying: string[] = [];
    for (const { id, name } of left) {
      if (await this.#remove(id)) continue;
      staying.push(id);
      if (names.includes(name)) await this.#parts.people.change(id, { name: formerly(name) });
    }
    const made: TrialPerson[] = [];
    for (const role of ROLES) made.push(await this.#make(role, site));
    for (const id of staying) await this.#remove(id);
    await writePrivately(this.#path, `${JSON.stringify(made)}\n`);
    this.#shown = made;
  }

  /** Forgets their PINs; the people go with their site (`site-maker.ts`). */
  async end(): Promise<void> {
    await rm(this.#path, { force: true });
    this.#shown = [];
  }

  /** Somebody real has this name: whoever only plays it makes room. @throws StoreDown */
  async makeRoomFor(name: string): Promise<void> {
    const wanted = name.toLocaleLowerCase('vi');
    for (const { id, name: theirs } of this.#shown) {
      if (theirs.toLocaleLowerCase('vi') !== wanted) continue;
      try {
        await this.#parts.people.remove(id);
      } catch (error) {
        // The only admin of the trial stays until there is a real one.
        if (!(error instanceof AppError) || error.code !== 'last-admin') throw error;
        await this.#parts.people.change(id, { name: formerly(theirs) });
      }
    }
  }

  async #kept(): Promise<TrialPerson[]> {
    const text = await readPrivate(this.#path);
    if (text === null) return [];
    try {
      return shape.parse(JSON.parse(text));
    } catch {
      return [];
    }
  }

  async #make(role: Role, site: string): Promise<TrialPerson> {
    const { people, nameOf } = this.#parts;
    const name = nameOf(role);
    const { person } = await people.add({ name, role, languages: [], sites: [site] });
    // A one-time PIN would ask each of them to choose another, which this page then would not know.
    for (let tried = 1; ; tried += 1) {
      const pin = String(randomInt(1_000_000)).padStart(6, '0');
      try {
        await people.setPin(person.id, null, pin);
        return { id: person.id, name, role, pin };
      } catch (error) {
        const weak = error instanceof AppError && error.code === 'weak-pin';
        if (!weak || tried === TRIES) throw error;
      }
    }
  }

  /** @returns false for the last admin, who stays */
  async #remove(id: string): Promise<boolean> {
    try {
      await this.#parts.people.remove(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'last-admin') return false;
      if (error.code !== 'person-unknown') throw error;
    }
    return true;
  }
}

/** Name of somebody who made room for another of the same name. */
function formerly(name: string): string {
  return `${name} 2`;
}
