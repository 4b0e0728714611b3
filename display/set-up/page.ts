/** Taking the product into use for real: six steps, kept as they are typed, then one press. */
import { draftAddress, draftFlaws } from '../../server/domain/set-up-draft.js';
import { speaker } from '../../server/domain/wording.js';
import type { SetUpPageData } from '../../server/protocol/page.js';
import { SET_UP_STEPS, type SetUpDraft, type SetUpStep } from '../../server/protocol/set-up.js';
import { type Child, h, listenForPresses, need, patch, type Press } from '../shared/dom.js';
import { PrinterFinder } from '../shared/printer-finder.js';
import { readPageData } from '../shared/page-data.js';
import { adminStep } from './admin-view.js';
import { countersStep } from './counters-view.js';
import { doneView } from './done-view.js';
import { PRESSED, TYPED, withTime } from './draft-edits.js';
import { DraftKeeper } from './draft-keeper.js';
import { footButtons, goneView, stepList } from './frame-view.js';
import { groupsStep } from './groups-view.js';
import { strengthOf } from './password.js';
import type { SetUpScene } from './scene.js';
import { finderAsk, openWard } from './set-up-api.js';
import { printerStep } from './printer-view.js';
import { hoursStep, isNoTime, nameStep } from './steps-view.js';

const VIEWS: Readonly<Record<SetUpStep, (scene: SetUpScene) => Child>> = {
  name: nameStep,
  hours: hoursStep,
  groups: groupsStep,
  counters: countersStep,
  printer: printerStep,
  admin: adminStep,
};
/** Steps that are lists or tables and need the width. */
const WIDE: ReadonlySet<SetUpStep> = new Set(['groups', 'counters']);
const TIMES: ReadonlySet<string> = new Set([
  'morning-from',
  'morning-to',
  'afternoon-from',
  'afternoon-to',
]);

const data = readPageData<SetUpPageData>(document, 'set-up');
if (data.work !== null) openSetUp(data, data.work);

function openSetUp(page: SetUpPageData, start: NonNullable<SetUpPageData['work']>): void {
  const { link, minutes } = start;
  const words = speaker(page.words, page.offset);
  const { say } = words;
  const place = need('#work', HTMLElement);
  const before = SET_UP_STEPS.slice(0, SET_UP_STEPS.indexOf(start.draft.step));
  const finder = new PrinterFinder(finderAsk(link), () => change({ finder: finder.state }));
  let scene: SetUpScene = {
    words,
    draft: start.draft,
    flaws: draftFlaws(start.draft),
    tried: new Set(before),
    usual: new Set(start.usual),
    typed: {},
    finder: finder.state,
    password: '',
    again: '',
    passwordShown: false,
    refusal: null,
    opening: false,
    gone: false,
    done: null,
  };
  const keeper = new DraftKeeper(link, (state) => {
    if (state === 'gone') change({ gone: true });
    else write(need('#saved', HTMLElement), say(`setUp.${state}`));
  });

  function change(part: Partial<SetUpScene>): void {
    scene = { ...scene, ...part };
    draw();
  }
  function edit(draft: SetUpDraft, part: Partial<SetUpScene> = {}): void {
    keeper.keep(draft);
    change({ ...part, draft, flaws: draftFlaws(draft) });
  }

  /** Opens a step; its heading is where a reader goes on. */
  function goTo(step: SetUpStep): void {
    const tried = new Set([...scene.tried, scene.draft.step]);
    edit({ ...scene.draft, step }, { tried, typed: {} });
    void keeper.now();
    place.scrollTo(0, 0);
    need('#step-title', HTMLElement).focus();
  }

  function goBy(by: 1 | -1): void {
    const next = SET_UP_STEPS[SET_UP_STEPS.indexOf(scene.draft.step) + by];
    if (next !== undefined) goTo(next);
  }

  /** Continues if the step is ready; else shows what is missing at the first field concerned. */
  function goOn(): void {
    const { step } = scene.draft;
    const open = scene.flaws.some((flaw) => flaw.step === step);
    if (!open && ![...TIMES].some((id) => isNoTime(scene, id))) goBy(1);
    else {
      change({ tried: new Set([...scene.tried, step]) });
      focusFlaw();
    }
  }

  async function finish(): Promise<void> {
    const { password, again, opening } = scene;
    if (opening) return;
    change({ tried: new Set(SET_UP_STEPS), refusal: null });
    const short = strengthOf(password).level === 'short';
    if (scene.flaws.length > 0 || short || password !== again) {
      focusFlaw();
      return;
    }
    change({ opening: true });
    await keeper.now();
    const answer = await openWard(link, password);
    if (answer?.ok === true) {
      // The link is worth nothing now, and neither is its address.
      history.replaceState(null, '', '/set-up');
      change({ opening: false, done: answer.body, password: '', again: '' });
      need('#step-title', HTMLElement).focus();
      return;
    }
    const weak = answer?.code === 'weak-password';
    const { title, detail } = answer ?? { title: say('setUp.admin.unanswered'), detail: '' };
    change({ opening: false, refusal: { title, detail, weak } });
    focusFlaw();
  }

  /** @param address '' for what is typed */
  function tryPrinter(address: string): void {
    const { printer } = scene.draft;
    const wanted = address === '' ? draftAddress(printer) : address;
    if (wanted !== null) void finder.try({ address: wanted, dots: printer.dots });
    else change({ tried: new Set([...scene.tried, 'printer']) });
  }

  const presses: Readonly<Record<string, (value: string) => void>> = {
    step: (value) => goTo(SET_UP_STEPS.find((step) => step === value) ?? 'name'),
    back: () => goBy(-1),
    next: goOn,
    finish: () => void finish(),
    find: () => void finder.find(),
    try: tryPrinter,
    'show-password': () => change({ passwordShown: !scene.passwordShown }),
  };
  listenForPresses(document.documentElement, (what, press) => {
    const value = press['value'] ?? '';
    presses[what]?.(value);
    const draft = PRESSED[what]?.(scene.draft, value, press, minutes);
    if (draft !== undefined) edit(draft, { typed: {} });
    const fresh = document.querySelector('.groups:last-of-type .group:last-child .group__name');
    if (what === 'add-group' && fresh instanceof HTMLElement) fresh.focus();
  });

  place.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const isTick = target instanceof HTMLInputElement && target.type === 'checkbox';
    type(target.dataset['input'] ?? '', isTick ? (target.checked ? 'on' : '') : target.value, {
      value: target.dataset['value'] ?? '',
      group: target.dataset['group'] ?? '',
    });
  });

  function type(what: string, value: string, press: Press): void {
    if (what === 'password') change({ password: value, refusal: null });
    else if (what === 'again') change({ again: value });
    else if (TIMES.has(what)) {
      const typed = { ...scene.typed, [what]: value };
      const draft = withTime(scene.draft, what, value);
      if (draft === null) change({ typed });
      else edit(draft, { typed });
    } else {
      const draft = TYPED[what]?.(scene.draft, value, press, minutes);
      if (draft === undefined) return;
      if (what === 'printer-address') finder.forgetTrial();
      edit(draft, { finder: finder.state });
    }
  }

  // A time is written out once somebody leaves its field.
  place.addEventListener('focusout', ({ target }) => {
    const id = target instanceof HTMLInputElement ? target.id : '';
    if (!TIMES.has(id) || isNoTime(scene, id)) return;
    const { [id]: _done, ...typed } = scene.typed;
    change({ typed });
  });

  // Enter in a field continues, as in any form.
  place.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (event.key !== 'Enter' || !typing) return;
    event.preventDefault();
    if (scene.draft.step === 'admin') void finish();
    else goOn();
  });

  function focusFlaw(): void {
    const field = place.querySelector('[aria-invalid="true"]');
    if (field instanceof HTMLElement) field.focus();
  }

  function draw(): void {
    const { draft, done, gone } = scene;
    const [steps, foot] = [need('#steps', HTMLElement), need('#foot', HTMLElement)];
    const filling = done === null && !gone;
    steps.hidden = !filling;
    foot.hidden = !filling;
    const wide = filling && WIDE.has(draft.step) ? ' column--wide' : '';
    const content = gone ? goneView(scene) : filling ? VIEWS[draft.step](scene) : doneView(scene);
    patch(place, h('div', { class: `column${wide}` }, content));
    if (!filling) return;
    patch(steps, stepList(scene));
    patch(foot, footButtons(scene));
  }

  window.addEventListener('pagehide', () => void keeper.now());
  draw();
}

/** A live region repeats whatever is written into it. */
function write(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
