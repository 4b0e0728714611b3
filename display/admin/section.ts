/** What a section of the settings is: drawn from the scene, driven by presses and by what is typed. */
import type { Sentences, Speaker } from '../../server/domain/wording.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Me } from '../../server/protocol/people.js';
import type { Child, Press } from '../shared/dom.js';
import type { Fields } from './fields.js';

/** Everything as it is at this moment. */
export interface AdminScene {
  words: Speaker;
  language: 'vi' | 'en';
  me: Me;
  site: string;
  /** `''`, or `/s/{site}` where there are several sites. */
  root: string;
  /** Build of the screens that this server gives out now. */
  build: string;
  /** Where other machines reach this server, best first; empty when only this machine does. */
  addresses: readonly string[];
  /** The Vietnamese sentences that citizens read, by key. */
  citizen: Sentences;
  /** The configuration in use, and the draft: the same object while nothing was changed. */
  used: SiteConfig;
  draft: SiteConfig;
  /** What must be put right before the draft can be used. */
  flaws: readonly DraftFlaw[];
  /** Who looks may change the configuration; a lead may only read it. */
  mayConfigure: boolean;
  /** Who looks may back up and fetch the file for a helper, which are of all sites. */
  mayOperate: boolean;
  /** Path below the section, such as the id of a group in `/admin/groups/ho-tich`; '' for none. */
  chosen: string;
  /** Address of the script that hands on what a microphone hears. */
  capture: string;
  /** Site time, ms, and minutes east of UTC. */
  now: number;
  offset: number;
}

/** `path` is that of the field it stands beside, such as `groups.3.letter`. */
export interface DraftFlaw {
  path: string;
  /** Section and item (`chosen`) in which the field stands. */
  section: string;
  chosen: string;
  /** What will happen to people, in words. */
  text: string;
  /** It ends by itself, such as a counter in use today: the draft may be tried again. */
  passing?: true;
}

export type Told = { tone: 'good' | 'warn' | 'stop'; text: string };

/** What the API answered; `problem` in the words of the error catalogue. */
export type Reply<T> =
  | { ok: true; body: T }
  | {
      ok: false;
      code: string;
      title: string;
      detail: string;
      flaws: readonly { path: string; message: string }[];
    };

/** What a section can do. One is handed to each section when the page opens. */
export interface AdminTools {
  scene(): AdminScene;
  /** Fields with their name, what follows from them, and what is wrong with them. */
  fields: Fields;
  redraw(): void;
  /**
   * Changes a copy of the draft, which is kept on this device until it is used or dropped.
   * @param undo what happened, for what somebody may want back: it is said with "Hoàn tác" beside it
   */
  edit(change: (draft: SiteConfig) => void, undo?: string): void;
  /** Makes another configuration the draft, such as an older version or one from a file. */
  replaceDraft(config: SiteConfig): void;
  /**
   * `path` under `/api/v1`. What changes goes out under an `Idempotency-Key` of its own. No answer counts
   * as a problem of code `unanswered`.
   * @param body JSON, or a file as a `Blob`
   * @param within ms to wait for the answer, where it takes longer than a moment
   */
  send<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    within?: number,
  ): Promise<Reply<T>>;
  /** One line above the section; `null` takes it away. */
  tell(told: Told | null): void;
  /** Opens `/admin/{section}/{chosen}` without a new page. */
  go(section: string, chosen?: string): void;
}

export interface Section {
  /** Last part of its address; its words stand under `admin.<id>`. */
  id: string;
  /** The section was opened, or another item of it was chosen: time to read what is not configuration. */
  open?(): void;
  /** The second column, where the section has a list of items; absent for none. */
  list?(scene: AdminScene): Child;
  /** The middle. */
  view(scene: AdminScene): Child;
  /** The third column instead of the version panel; absent for the panel. */
  side?(scene: AdminScene): Child;
  /** Presses of elements with `data-do="<id>.<name>"`, by name. */
  presses?: Readonly<Record<string, (press: Press) => void>>;
  /**
   * Values of inputs with `data-input="<id>.<name>"`, on each change, by name. Of a checkbox it is
   * `true` or ''; of a file input the text of the file that was chosen, or base64 of a picture, with its name as
   * `press.file`.
   */
  inputs?: Readonly<Record<string, (value: string, press: Press) => void>>;
  /** Files that were chosen with inputs of `data-files="<id>.<name>"`, as they are, by name. */
  files?: Readonly<Record<string, (files: readonly File[]) => void>>;
  /** Another section was opened. */
  leave?(): void;
}

export type MakeSection = (tools: AdminTools) => Section;
