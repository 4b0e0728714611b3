/** The sites of this server: making one, practising at a copy, removing what was never real. */
import { trainingIdOf } from '../../server/domain/training.js';
import type { SiteAnswer } from '../../server/protocol/answers.js';
import type { MadeSiteAnswer } from '../../server/protocol/sites.js';
import { drawMaking, drawSites, type SitesState } from './sites-view.js';
import type { AdminTools, Reply, Section } from './section.js';

export function sitesSection(tools: AdminTools): Section {
  const state: SitesState = { sites: null, name: '', copies: true, asked: null, working: null };
  const path = (site: string): string => `/sites/${encodeURIComponent(site)}`;

  async function read(): Promise<void> {
    const reply = await tools.send<SiteAnswer[]>('GET', '/sites');
    if (reply.ok) state.sites = reply.body;
    else complain(reply);
    tools.redraw();
  }
  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }

  /** One at a time; `working` names what is being done, `key` what is said when it is. */
  async function work(what: string, key: string, ask: Promise<Reply<MadeSiteAnswer>>) {
    state.working = what;
    tools.redraw();
    const reply = await ask;
    state.working = null;
    state.asked = null;
    if (reply.ok) tools.tell({ tone: 'good', text: tools.scene().words.say(`sites.${key}`) });
    else complain(reply);
    await read();
    return reply.ok;
  }

  async function make(): Promise<void> {
    const name = state.name.trim();
    if (name === '' || state.working !== null) return;
    const from = state.copies ? tools.scene().site : null;
    const asked = tools.send<MadeSiteAnswer>('POST', '/sites', { name, from });
    if (await work('make', 'made', asked)) {
      state.name = '';
      tools.redraw();
    }
  }

  function train(site: string): void {
    const open = state.sites?.some(({ id }) => id === trainingIdOf(site)) === true;
    const asked = tools.send<MadeSiteAnswer>('POST', `${path(site)}/training`);
    void work(`train-${site}`, open ? 'begunAgain' : 'trainingOpen', asked);
  }

  return {
    id: 'sites',
    open() {
      state.asked = null;
      void read();
    },
    view: (scene) => drawSites(scene, state),
    side: (scene) => drawMaking(scene, state, tools),
    presses: {
      make: () => void make(),
      train: ({ value = '' }) => train(value),
      againAsk: ({ value = '' }) => {
        state.asked = `again-${value}`;
      },
      again: ({ value = '' }) => train(value),
      againKeep: () => {
        state.asked = null;
      },
      closeAsk: ({ value = '' }) => {
        state.asked = `close-${value}`;
      },
      close: ({ value = '' }) =>
        void work(
          `close-${value}`,
          'trainingClosed',
          tools.send<MadeSiteAnswer>('DELETE', `${path(value)}/training`),
        ),
      closeKeep: () => {
        state.asked = null;
      },
      removeAsk: ({ value = '' }) => {
        state.asked = `remove-${value}`;
      },
      remove: ({ value = '' }) =>
        void work(`remove-${value}`, 'removed', tools.send<MadeSiteAnswer>('DELETE', path(value))),
      removeKeep: () => {
        state.asked = null;
      },
    },
  };
}
