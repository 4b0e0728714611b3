/** People who work here: who they are, what they may do, their PINs. What presses and typing mean. */
import type { MadePerson, Person } from '../../server/protocol/people.js';
import { keepSlips } from '../staff-slips/slips-box.js';
import { languageWords } from './people-languages.js';
import { readPeople } from './people-list.js';
import { drawMany } from './people-many-view.js';
import { emptyForm, formOf, MANY, mayGive, NEW, startPeople } from './people-state.js';
import { drawForm, drawPeople } from './people-view.js';
import type { AdminTools, Reply, Section } from './section.js';

/** ms: the server hashes a PIN for each of a hundred, one after the other, within 30 s. */
const MANY_WITHIN = 32_000;

export function peopleSection(tools: AdminTools): Section {
  const state = startPeople();
  const path = (): string => `/sites/${encodeURIComponent(tools.scene().site)}/people`;

  async function read(): Promise<void> {
    const reply = await tools.send<{ people: Person[] }>('GET', path());
    if (reply.ok) state.people = reply.body.people;
    else complain(reply);
    chosen();
    tools.redraw();
  }

  /** Puts the person of the address into the form; what is being typed about the same one stays. */
  function chosen(): void {
    const id = tools.scene().chosen;
    if (id === NEW || id === MANY || id === '') {
      if (state.form.id !== null) state.form = emptyForm();
      return;
    }
    const person = state.people?.find((each) => each.id === id);
    if (person && state.form.id !== id) state.form = formOf(person);
  }

  function complain(reply: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
  }

  /** Sends one thing at a time. @returns the answer's body; `null` when it was refused, which is told */
  async function send<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    below: string,
    body?: unknown,
    within?: number,
  ): Promise<{ body: T } | null> {
    if (state.sending) return null;
    state.sending = true;
    tools.tell(null);
    tools.redraw();
    const reply = await tools.send<T>(method, path() + below, body, within);
    state.sending = false;
    if (!reply.ok) complain(reply);
    // Also after a refusal or none: what is there now may be what was wished.
    await read();
    return reply.ok ? { body: reply.body } : null;
  }

  const below = (id: string): string => `/${encodeURIComponent(id)}`;
  const say = (key: string, values = {}): string =>
    tools.scene().words.say(`people.${key}`, values);

  function tellDone(key: string, values: Record<string, string | number> = {}): void {
    tools.tell({ tone: 'good', text: say(key, values) });
    tools.redraw();
  }

  function told(made: readonly MadePerson[]): void {
    state.made = made;
    const { site, me } = tools.scene();
    keepSlips(site, me.person.id, made);
    tools.redraw();
  }

  async function save(): Promise<void> {
    const { id, name, role, languages, active } = state.form;
    if (name.trim() === '') return;
    if (id === null) {
      const people = [{ name: name.trim(), role, languages }];
      const answer = await send<{ made: MadePerson[] }>('POST', '', { people });
      if (answer === null) return;
      state.form = emptyForm();
      told(answer.body.made);
      return;
    }
    const own = id === tools.scene().me.person.id;
    const change = { name: name.trim(), languages, ...(own ? {} : { role, active }) };
    if ((await send('PUT', below(id), change)) !== null) tellDone('saved', { name });
  }

  async function makeMany(): Promise<void> {
    const people = state.listed.flatMap(({ name, role, languages, problems }) =>
      problems.length === 0 && role !== null ? [{ name, role, languages }] : [],
    );
    if (people.length === 0 || people.length < state.listed.length) return;
    const answer = await send<{ made: MadePerson[] }>('POST', '', { people }, MANY_WITHIN);
    if (answer === null) return;
    typed('', false);
    told(answer.body.made);
  }

  function typed(text: string, fromFile: boolean): void {
    state.typed = text;
    state.foreign = fromFile && text.includes('\ufffd');
    const { draft, me } = tools.scene();
    const read = readPeople(text, {
      people: state.people ?? [],
      mayGive: mayGive(me),
      languages: languageWords(draft),
    });
    state.brokenAt = 'brokenAt' in read ? read.brokenAt : null;
    state.listed = 'people' in read ? read.people : [];
  }

  function forgetMade(): void {
    state.made = [];
    state.removing = null;
    tools.tell(null);
  }

  return {
    id: 'people',
    open() {
      forgetMade();
      chosen();
      void read();
    },
    view: (scene) => (scene.chosen === MANY ? drawMany(scene, state) : drawPeople(scene, state)),
    side: (scene) => drawForm(scene, state, tools.fields),
    presses: {
      show: ({ value }) => {
        state.show = value === 'left' ? 'left' : 'active';
      },
      save: () => void save(),
      makeMany: () => void makeMany(),
      another: forgetMade,
      reset: ({ value = '' }) =>
        void send<MadePerson>('POST', `${below(value)}/reset`, {}).then(
          (answer) => answer && told([answer.body]),
        ),
      signOut: ({ value = '' }) =>
        void send('POST', `${below(value)}/sign-out`, {}).then(
          (answer) => answer && tellDone('signedOut', { name: state.form.name }),
        ),
      removeAsk: ({ value = '' }) => {
        state.removing = value;
      },
      removeKeep: () => {
        state.removing = null;
      },
      remove: ({ value = '' }) =>
        void send('DELETE', below(value)).then((answer) => {
          state.removing = null;
          if (answer === null) return;
          tools.go('people');
          tellDone('removed');
        }),
    },
    inputs: {
      query: (value) => {
        state.query = value;
      },
      typed: (value) => typed(value, false),
      file: (value) => typed(value, true),
    },
  };
}
