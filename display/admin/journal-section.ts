/** Who did what: the journal of a day, looked through, taken away as a table, and its chain checked. */
import { localTime } from '../../server/domain/local-time.js';
import type { JournalLine, JournalVerdict, JournalView } from '../../server/protocol/operations.js';
import type { Device, Person } from '../../server/protocol/people.js';
import { actorOf, sentenceOf } from './journal-sentences.js';
import { type JournalFilter, type JournalState, queryOf } from './journal-state.js';
import { drawJournal, drawJournalSide } from './journal-view.js';
import type { AdminTools, Reply, Section } from './section.js';
import { writeTable } from './table-text.js';
import { saveFile } from './text-file.js';

/** Lines of one look, and of one look for a table. */
const PAGE = 100;
const TABLE_PAGE = 500;
/** ms without typing after which the journal is asked. */
const REST_MS = 300;
/** A ticket's number as far as it is typed: what is less is not looked for yet. */
const WHOLE_NUMBER = /^(?:[A-Za-z]\d{3,6})?$/;

export function journalSection(tools: AdminTools): Section {
  const state: JournalState = {
    filter: { day: '', ticket: '', person: '', counter: '', kind: '' },
    lines: null,
    before: null,
    h: '',
    names: { people: new Map(), devices: new Map() },
    verdict: null,
    reading: false,
    verifying: false,
    saving: false,
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** Answers to older questions are not shown. */
  let asked = 0;
  const base = (): string => `/sites/${encodeURIComponent(tools.scene().site)}`;

  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }
  async function page(limit: number, before: number | null): Promise<Reply<JournalView>> {
    return tools.send('GET', `${base()}/journal/view?${queryOf(state.filter, limit, before)}`);
  }

  async function read(before: number | null): Promise<void> {
    asked += 1;
    const question = asked;
    state.reading = true;
    const reply = await page(PAGE, before);
    if (question !== asked) return;
    state.reading = false;
    if (!reply.ok) complain(reply);
    else {
      const { lines } = reply.body;
      state.lines = before === null ? lines : [...(state.lines ?? []), ...lines];
      state.before = reply.body.before;
      state.h = reply.body.h;
    }
    tools.redraw();
  }

  async function readNames(): Promise<void> {
    const [people, devices] = await Promise.all([
      tools.send<{ people: Person[] }>('GET', `${base()}/people`),
      tools.send<{ devices: Device[] }>('GET', `${base()}/devices`),
    ]);
    state.names = {
      people: new Map(people.ok ? people.body.people.map(({ id, name }) => [id, name]) : []),
      devices: new Map(devices.ok ? devices.body.devices.map(({ id, name }) => [id, name]) : []),
    };
    tools.redraw();
  }

  function look(change: Partial<JournalFilter>): void {
    state.filter = { ...state.filter, ...change };
    clearTimeout(resting);
    if (!WHOLE_NUMBER.test(state.filter.ticket.trim()) || state.filter.day === '') return;
    resting = setTimeout(() => void read(null), REST_MS);
  }

  async function verify(): Promise<void> {
    if (state.verifying) return;
    state.verifying = true;
    state.verdict = null;
    let from: number | null = 1;
    let first = 0;
    while (from !== null) {
      const reply: Reply<JournalVerdict> = await tools.send(
        'GET',
        `${base()}/journal/verify?from=${from}`,
      );
      if (!reply.ok) {
        complain(reply);
        break;
      }
      first = first === 0 ? reply.body.first : first;
      state.verdict = { ...reply.body, first };
      from = reply.body.wrong === null ? reply.body.next : null;
    }
    state.verifying = false;
    tools.redraw();
  }

  async function save(): Promise<void> {
    if (state.saving) return;
    state.saving = true;
    const all: JournalLine[] = [];
    let before: number | null = null;
    do {
      const reply: Reply<JournalView> = await page(TABLE_PAGE, before);
      if (!reply.ok) {
        state.saving = false;
        complain(reply);
        return;
      }
      all.push(...reply.body.lines);
      before = reply.body.before;
    } while (before !== null);
    state.saving = false;
    saveFile(`motcua-${state.filter.day}.csv`, tableOf(all), 'text/csv;charset=utf-8');
    tools.redraw();
  }

  function tableOf(lines: readonly JournalLine[]): string {
    const scene = tools.scene();
    const { say, time, date } = scene.words;
    const head = ['seq', 'day', 'time', 'who', 'what'].map((name) => say(`journal.column.${name}`));
    const rows = lines.map((line) => [
      String(line.seq),
      date(line.at),
      time(line.at),
      actorOf(scene, state.names, line.actor),
      sentenceOf(scene, state.names, line),
    ]);
    return writeTable([head, ...rows]);
  }

  return {
    id: 'journal',
    open() {
      const { now, offset } = tools.scene();
      if (state.filter.day === '') state.filter.day = dayOf(now, offset);
      void read(null);
      void readNames();
    },
    view: (scene) => drawJournal(scene, state),
    side: (scene) => drawJournalSide(scene, state),
    presses: {
      find: () => document.getElementById('journal-filter-ticket')?.focus(),
      more: () => void read(state.before),
      verify: () => void verify(),
      save: () => void save(),
    },
    inputs: {
      day: (day) => look({ day }),
      ticket: (ticket) => look({ ticket }),
      person: (person) => look({ person }),
      counter: (counter) => look({ counter }),
      kind: (kind) => look({ kind }),
    },
  };
}

function dayOf(ms: number, offset: number): string {
  const { year, month, day } = localTime(ms, offset);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
