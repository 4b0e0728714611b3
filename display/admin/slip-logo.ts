/** The site's logo on slips: chosen from this device, made small, kept by the server, named in the draft. */
import { type Child, h } from '../shared/dom.js';
import { button } from './parts.js';
import { LOGO, pictureData } from './picture-file.js';
import { filesPicker } from './recordings-parts.js';
import type { AdminScene, AdminTools } from './section.js';

export class SlipLogoPart {
  constructor(private readonly tools: AdminTools) {}

  view({ draft, site, words, mayConfigure }: AdminScene): Child {
    const { say } = words;
    const { logo } = draft.slip;
    return h(
      'div',
      { class: 'logo' },
      logo !== null && h('img', { class: 'logo__picture', src: `/media/${site}/${logo}`, alt: '' }),
      mayConfigure &&
        filesPicker(
          'slip.logo',
          say(logo === null ? 'settings.slip.logo.add' : 'settings.slip.logo.change'),
          'image/png,image/jpeg,image/webp',
        ),
      mayConfigure &&
        logo !== null &&
        button({
          do: 'slip.no-logo',
          label: say('settings.slip.logo.remove'),
          tone: 'quiet',
          id: 'no-logo',
        }),
    );
  }

  readonly presses = {
    'no-logo': (): void =>
      this.tools.edit(
        ({ slip }) => void (slip.logo = null),
        this.tools.scene().words.say('settings.slip.logo.removed'),
      ),
  };

  async take([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    const { site } = this.tools.scene();
    const data = await pictureData(file, LOGO);
    const reply = await this.tools.send<{ file: string }>('POST', `/sites/${site}/media`, { data });
    if (!reply.ok) {
      this.tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
      return;
    }
    this.tools.edit(({ slip }) => void (slip.logo = reply.body.file));
  }
}
