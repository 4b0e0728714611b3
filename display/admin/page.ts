/** The settings of a site: sections that draw the draft, fields that change it, the version panel. */
import { foldStaff } from '../../server/domain/live-fold.js';
import { type Speaker, speaker } from '../../server/domain/wording.js';
import type { Board } from '../../server/protocol/board.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { AdminPageData } from '../../server/protocol/page.js';
import { listenForPresses, need } from '../shared/dom.js';
import { connectLive } from '../shared/live.js';
import { readPageData } from '../shared/page-data.js';
import { Presence } from '../shared/presence.js';
import { tellTrial } from '../shared/trial-band.js';
import { Draft } from './draft.js';
import { draftPresses } from './draft-presses.js';
import { Fields } from './fields.js';
import { FlawBook } from './flaw-book.js';
import { focusOn } from './focus.js';
import { listenForInputs } from './inputs.js';
import type { AdminScene, AdminTools, Section, Told } from './section.js';
import { SECTIONS } from './sections.js';
import { createSender } from './send.js';
import { showConnection, storageHere } from './surroundings.js';
import { drawShell } from './shell.js';
import { UndoOffer } from './undo-offer.js';
import { UseDraft } from './use-draft.js';
import { dayInWords } from './value-words.js';
import { readSince } from './versions-read.js';
import { Whereabouts } from './whereabouts.js';

/** Seconds that are counted down in words step each second; half of it keeps them from skipping one. */
const TICK_MS = 500;

const data = readPageData<AdminPageData>(document, 'admin');
const words: Speaker = speaker(data.words, data.offset);
const { say } = words;

const draft = new Draft({
  site: data.site,
  person: data.me.person.id,
  used: data.config,
  storage: storageHere(),
});
const flawBook = new FlawBook(words, data.citizen);
const undo = new UndoOffer();
let told: Told | null = null;
let since = '';
let drawing = false;
/** What waits for the person to be in again. */
let waiting: (() => void)[] = [];

const send = createSender({
  language: data.language,
  noAnswer: () => ({ title: say('staff.noAnswer'), detail: say('admin.unanswered') }),
  admitted: async () => {
    if (presence.vacant) await new Promise<void>((resolve) => waiting.push(resolve));
  },
  barred: (locked) => presence.barred(locked),
});
const live = connectLive<Board>({
  namespace: '/staff',
  site: data.site,
  build: data.build,
  at: data.at,
  speed: data.speed,
  fold: foldStaff,
  admitted: () => presence.check(),
});
const presence: Presence = new Presence({
  data,
  words,
  // The draft stays on the device, for its person: nothing needs to go out before somebody leaves.
  pending: () => [],
  sendNow: () => undefined,
  connected: () => live.state().kind === 'live',
  onBack() {
    live.again();
    const goOn = waiting;
    waiting = [];
    for (const each of goOn) each();
  },
});
const whereabouts = new Whereabouts({
  root: data.root,
  arrived() {
    for (const section of sections) if (section !== openSection()) section.leave?.();
    told = null;
    fields.forgetTyped();
    need('#middle', HTMLElement).scrollTop = 0;
    openSection().open?.();
  },
  redraw,
});

const mayConfigure = data.me.person.role === 'admin';
const fields = new Fields({
  say,
  flaw: (path) => flawBook.of(draft.draft).find((one) => one.path === path)?.text ?? null,
  readOnly: () => !mayConfigure || using.sending.kind === 'sending',
  day: (day) => dayInWords(day, words),
  changed: redraw,
});
const using: UseDraft = new UseDraft({
  draft,
  send,
  site: data.site,
  changed: redraw,
  used: (version) => {
    tell({ tone: 'good', text: say('admin.panel.used', { version }) });
    void readUsedSince();
  },
  overtaken: () => void readUsed(),
  refused: (reply) => {
    flawBook.refuse(reply, draft.draft);
    redraw();
  },
});

const tools: AdminTools = {
  scene,
  fields,
  redraw,
  edit(change, said) {
    if (fields.readOnly) return;
    const before = draft.remember();
    draft.edit(change);
    if (said !== undefined) undo.make(said, before);
    edited();
  },
  replaceDraft(config) {
    const before = draft.remember();
    draft.replace(config);
    fields.forgetTyped();
    undo.make(say('admin.replaced'), before);
    edited();
  },
  send: (method, path, body, within) => send(method, path, body, {}, within),
  tell,
  go: (section, chosen = '') => whereabouts.go({ section, chosen }, null),
};
const sections: readonly Section[] = SECTIONS.map((make) => make(tools));

function openSection(): Section {
  const [first] = sections;
  const found = sections.find(({ id }) => id === whereabouts.place.section) ?? first;
  if (found === undefined) throw new Error('the settings have no section');
  return found;
}

function scene(): AdminScene {
  return {
    words,
    language: data.language,
    me: data.me,
    site: data.site,
    root: data.root,
    build: data.build,
    addresses: data.addresses,
    citizen: data.citizen,
    used: draft.used,
    draft: draft.draft,
    flaws: flawBook.of(draft.draft),
    mayConfigure,
    mayOperate: mayConfigure && data.atEverySite,
    chosen: whereabouts.place.chosen,
    capture: data.capture,
    now: live.now(),
    offset: data.offset,
  };
}

function edited(): void {
  flawBook.forgetRefusal();
  using.forget();
  redraw();
}
function tell(next: Told | null): void {
  told = next;
  redraw();
}
/** Draws once for all that changed in this turn. */
function redraw(): void {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    const now = scene();
    const open = openSection();
    fields.begin();
    drawShell(now, {
      sections,
      open,
      atHome: whereabouts.place.section === '',
      told,
      undoable: undo.current,
      since,
      sending: using.sending,
      behind: draft.behind,
      unreadable: fields
        .unreadable()
        .map(({ path, text }) => ({ path, text, section: open.id, chosen: now.chosen })),
    });
    document.title = [say(`admin.nav.${open.id}`), say('admin.title')].join(' · ');
  });
}

async function readUsed(): Promise<void> {
  const reply = await send<SiteConfig>('GET', `/sites/${encodeURIComponent(data.site)}/config`);
  if (!reply.ok || reply.body.version <= draft.used.version) return;
  draft.adopt(reply.body);
  need('#site-name', HTMLElement).textContent = draft.used.site.name[data.language];
  redraw();
  void readUsedSince();
}
async function readUsedSince(): Promise<void> {
  since = await readSince(tools, draft.used.version);
  redraw();
}

const presses = draftPresses({ draft, using, fields, undo, say, edited });
listenForPresses(document.body, (what, press) => {
  const [section = '', name = ''] = what.split('.');
  if (section === 'shell') presses[name]?.();
  else if (what === 'field') fields.take(press['path'] ?? '', press['value'] ?? '');
  else sections.find(({ id }) => id === section)?.presses?.[name]?.(press);
  redraw();
});
listenForInputs(document.body, {
  field: (path, value) => fields.take(path, value),
  left: (path) => fields.leave(path),
  input(what, value, press) {
    const [section = '', name = ''] = what.split('.');
    sections.find(({ id }) => id === section)?.inputs?.[name]?.(value, press);
    redraw();
  },
  files(what, files) {
    const [section = '', name = ''] = what.split('.');
    sections.find(({ id }) => id === section)?.files?.[name]?.(files);
    redraw();
  },
  go: (section, chosen, field) => whereabouts.go({ section, chosen }, field),
  escape: () => focusOn(null),
});
live.onBoard((board) => {
  if (board.configVersion > draft.used.version) void readUsed();
});
live.onState((state) => showConnection(state, words));
setInterval(() => {
  tellTrial(data, words, live.now(), live.speed());
  presence.draw();
  // Once more after its minute, so that the line goes.
  if (document.getElementById('undo-line') !== null) redraw();
}, TICK_MS);

presence.start();
whereabouts.start();
draft.start(redraw);
using.start();
openSection().open?.();
void readUsedSince();
redraw();
