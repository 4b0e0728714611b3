/** Operations: looks every few seconds while it is open, backs up, hands over the file for a helper. */
import type { BackupsAnswer, OperationsAnswer } from '../../server/protocol/operations.js';
import type { OperationsState } from './operations-state.js';
import { drawOperations, drawOperationsSide } from './operations-view.js';
import type { AdminTools, Reply, Section } from './section.js';
import { saveFile } from './text-file.js';

/** ms between two looks, and while a backup is being made. */
const LOOK_MS = 5_000;
const SOON_MS = 700;

export function operationsSection(tools: AdminTools): Section {
  const state: OperationsState = { state: null, sending: false };
  let timer: ReturnType<typeof setTimeout> | undefined;

  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    const site = encodeURIComponent(tools.scene().site);
    const reply = await tools.send<OperationsAnswer>('GET', `/sites/${site}/operations`);
    if (reply.ok) state.state = reply.body;
    else if (state.state === null) complain(reply);
    tools.redraw();
    clearTimeout(timer);
    if (!location.pathname.includes('/admin/operations')) return;
    const running = state.state?.backups.running === true;
    timer = setTimeout(() => void look(), running ? SOON_MS : LOOK_MS);
  }

  async function backUp(): Promise<void> {
    if (state.sending) return;
    state.sending = true;
    tools.tell(null);
    const reply = await tools.send<BackupsAnswer>('POST', '/backups', {});
    state.sending = false;
    if (!reply.ok) complain(reply);
    else if (!reply.body.running) {
      tools.tell({ tone: 'good', text: tools.scene().words.say('operations.backedUp') });
    }
    await look();
  }

  async function diagnostics(): Promise<void> {
    const reply = await tools.send<object>('GET', '/diagnostics');
    if (!reply.ok) return complain(reply);
    const text = `${JSON.stringify(reply.body, null, 2)}\n`;
    saveFile('motcua-diagnostics.json', text, 'application/json');
  }

  return {
    id: 'operations',
    open: () => void look(),
    view: (scene) => drawOperations(scene, state),
    side: (scene) => drawOperationsSide(scene, state),
    presses: {
      backup: () => void backUp(),
      diagnostics: () => void diagnostics(),
    },
  };
}
