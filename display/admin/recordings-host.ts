/** What all that is done with recorded voices shares: what is known of them, and which one is open. */
import type { RecordedPrompt, RecordingPack } from '../../server/protocol/recording.js';
import { promptOf, startRecordings, type RecordingsState } from './recordings-state.js';
import type { AdminTools, Reply } from './section.js';

/** ms: a long recording is converted by a slow machine, behind others. */
export const CONVERTING_MS = 30_000;

export class RecordingsHost {
  readonly state: RecordingsState = startRecordings();

  constructor(readonly tools: AdminTools) {}

  say(key: string, values = {}): string {
    return this.tools.scene().words.say(`recordings.${key}`, values);
  }

  /** Of the site's recordings, for `tools.send`. */
  get base(): string {
    return `/sites/${encodeURIComponent(this.tools.scene().site)}/recordings`;
  }

  /** The voice that is open. */
  get pack(): RecordingPack | undefined {
    return this.state.packs.find(({ id }) => id === this.tools.scene().chosen);
  }

  /** The prompt that is open. */
  get prompt(): RecordedPrompt | undefined {
    const { pack } = this;
    return pack && promptOf(pack, this.state.prompt);
  }

  keep(pack: RecordingPack): void {
    const others = this.state.packs.filter(({ id }) => id !== pack.id);
    this.state.packs = [...others, pack].sort((a, b) => a.name.localeCompare(b.name));
  }

  complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    this.tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }
}
