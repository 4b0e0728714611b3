/** "Kiểm tra đầu giờ" and its evening one: runs by itself, asks what only a person can see, is written down. */
import type {
  BackupsAnswer,
  IdentifyAnswer,
  OperationsAnswer,
  PrintTestAnswer,
  SoundAnswer,
} from '../../server/protocol/operations.js';
import { type CheckKind, type Finding, findingsOf } from './checks-findings.js';
import { startChecks } from './checks-state.js';
import { drawChecks, drawChecksSide } from './checks-view.js';
import type { AdminScene, AdminTools, Reply, Section } from './section.js';

/** ms between two looks while the section is open, and while something is being printed or copied. */
const LOOK_MS = 5_000;
const SOON_MS = 700;

export function checksSection(tools: AdminTools): Section {
  let state = startChecks();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const base = (): string => `/sites/${encodeURIComponent(tools.scene().site)}`;
  const kindOf = ({ chosen }: AdminScene): CheckKind =>
    chosen === 'evening' ? 'evening' : 'morning';

  function findings(scene: AdminScene): Finding[] {
    if (state.state === null) return [];
    const { language, used: config } = scene;
    const { here, answers } = state;
    return findingsOf(kindOf(scene), { state: state.state, config, language, here, answers });
  }

  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    const reply = await tools.send<OperationsAnswer>('GET', `${base()}/operations`);
    if (reply.ok) {
      state.state = reply.body;
      state.here = Date.now();
    } else complain(reply);
    tools.redraw();
    clearTimeout(timer);
    if (location.pathname.includes('/admin/checks')) {
      timer = setTimeout(() => void look(), LOOK_MS);
    }
  }

  async function print(printer: string): Promise<void> {
    const path = `${base()}/printers/${encodeURIComponent(printer)}/test`;
    answer(`printer:${printer}`, undefined);
    let reply = await tools.send<PrintTestAnswer>('POST', path, {});
    for (;;) {
      if (!reply.ok) return complain(reply);
      state.tests = { ...state.tests, [printer]: reply.body };
      tools.redraw();
      if (!reply.body.printing) return;
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      reply = await tools.send<PrintTestAnswer>('GET', path);
    }
  }

  async function printSummary(): Promise<void> {
    const path = `${base()}/day/summary/print`;
    let reply = await tools.send<PrintTestAnswer>('POST', path, {});
    for (;;) {
      if (!reply.ok) return complain(reply);
      state.summary = reply.body;
      tools.redraw();
      if (!reply.body.printing) return;
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      reply = await tools.send<PrintTestAnswer>('GET', path);
    }
  }

  async function identify(): Promise<void> {
    const reply = await tools.send<IdentifyAnswer>('POST', `${base()}/screens/identify`, {});
    if (!reply.ok) return complain(reply);
    state.codes = reply.body.screens;
    answer('screens', undefined);
    tools.redraw();
  }

  /** @param zone '' for the screens that show all zones */
  async function sound(zone: string): Promise<void> {
    const body = { zone: zone === '' ? null : zone };
    answer(zone === '' ? 'sound' : `sound:${zone}`, undefined);
    const reply = await tools.send<SoundAnswer>('POST', `${base()}/screens/sound`, body);
    if (!reply.ok) return complain(reply);
    await look();
    while (state.state?.screens.some((screen) => screen.sound === 'asked') === true) {
      await new Promise((resolve) => setTimeout(resolve, SOON_MS));
      await look();
    }
  }

  async function backUp(): Promise<void> {
    state.sending = true;
    const reply = await tools.send<BackupsAnswer>('POST', '/backups', {});
    state.sending = false;
    if (!reply.ok) complain(reply);
    await look();
  }

  async function record(): Promise<void> {
    const scene = tools.scene();
    const all = findings(scene);
    const ids = (wanted: Finding['state']): string[] =>
      all.filter((finding) => finding.state === wanted).map(({ id }) => id);
    if (state.sending || ids('ask').length > 0) return;
    state.sending = true;
    const body = { check: kindOf(scene), good: ids('good'), bad: ids('look') };
    const reply = await tools.send('POST', `${base()}/checks`, body);
    state.sending = false;
    if (!reply.ok) complain(reply);
    else state.recordedAt = tools.scene().now;
    tools.redraw();
  }

  function answer(id: string, value: boolean | undefined): void {
    state.answers = { ...state.answers, [id]: value };
    state.recordedAt = null;
  }
  function begin(): void {
    state = startChecks();
    void look();
  }

  return {
    id: 'checks',
    open: begin,
    view: (scene) => drawChecks(scene, state, kindOf(scene), findings(scene)),
    side: (scene) => drawChecksSide(scene, state, kindOf(scene), findings(scene)),
    presses: {
      print: ({ value = '' }) => void print(value),
      summary: () => void printSummary(),
      identify: () => void identify(),
      sound: ({ value = '' }) => void sound(value),
      backup: () => void backUp(),
      yes: ({ value = '' }) => answer(value, true),
      no: ({ value = '' }) => answer(value, false),
      record: () => void record(),
      again: begin,
    },
  };
}
