/**
 * The draft of a site's settings: a copy that one admin changes until it is put into use. It is kept
 * on this device, for this person, so that a reload, a power cut or changing hands loses nothing,
 * together with the version that it started from, so that another admin's version in between is
 * noticed and nothing of it is overwritten.
 */
import { same } from '../../server/domain/config-difference.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { type KeptDraft, readDraft } from './kept-draft.js';
import { rebase } from './rebase.js';

export interface DraftOptions {
  site: string;
  /** Id of the person whose draft it is. */
  person: string;
  used: SiteConfig;
  /** `null` where the browser keeps nothing. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}

export class Draft {
  private inUse: SiteConfig;
  private kept: KeptDraft | null = null;

  constructor(private readonly options: DraftOptions) {
    this.inUse = options.used;
  }

  /** Takes up what an earlier page left. @param changed another window of this browser changed it */
  start(changed: () => void): void {
    this.forgetNobodys();
    this.read();
    window.addEventListener('storage', (event) => {
      if (event.key !== this.name && event.key !== null) return;
      this.read();
      changed();
    });
  }

  get used(): SiteConfig {
    return this.inUse;
  }
  /** The configuration in use itself while nothing was changed. */
  get draft(): SiteConfig {
    return this.kept?.draft ?? this.inUse;
  }
  get changed(): boolean {
    return this.kept !== null;
  }
  /** What the draft started from, when something newer is in use by now; else `null`. */
  get behind(): SiteConfig | null {
    const base = this.kept?.base;
    return base !== undefined && base.version !== this.inUse.version ? base : null;
  }
  get key(): string | null {
    return this.kept?.key ?? null;
  }

  edit(change: (draft: SiteConfig) => void): void {
    const draft = copyOf(this.draft);
    change(draft);
    this.replace(draft);
  }

  /** Makes this the draft, as it is. */
  replace(config: SiteConfig): void {
    const base = this.kept?.base ?? this.inUse;
    const draft = { ...config, version: base.version };
    this.keep(same(draft, base) && this.behind === null ? null : { base, draft, key: null });
  }

  /** @returns what gives it back */
  drop(): () => void {
    const before = this.kept;
    this.keep(null);
    return () => this.keep(before);
  }

  /** The draft as it is now, to be given back after an edit. */
  remember(): () => void {
    const before = this.kept;
    return () => this.keep(before);
  }

  /** It goes out under this key until it is answered. */
  sending(key: string | null): void {
    if (this.kept !== null) this.keep({ ...this.kept, key });
  }

  /** The draft was put into use under this number. */
  accepted(version: number): void {
    this.inUse = { ...this.draft, version };
    this.keep(null);
  }

  /** Another version is in use now. A draft that says the same has become pointless. */
  adopt(used: SiteConfig): void {
    this.inUse = used;
    const { kept } = this;
    if (kept !== null && same({ ...kept.draft, version: used.version }, used)) this.keep(null);
  }

  /** Brings the draft onto the version in use. @returns paths where that version's value stands */
  catchUp(): string[] {
    const { kept } = this;
    if (kept === null) return [];
    const { merged, both } = rebase(kept.base, kept.draft, this.inUse);
    const draft = { ...merged, version: this.inUse.version };
    this.keep(same(draft, this.inUse) ? null : { base: this.inUse, draft, key: null });
    return both.filter((path) => path !== 'version');
  }

  /** Older products kept one draft for all: nobody can say whose it is. */
  private forgetNobodys(): void {
    try {
      this.options.storage?.removeItem(`motcua.draft.${this.options.site}`);
    } catch {
      // A forbidden storage holds none.
    }
  }

  private get name(): string {
    const { site, person } = this.options;
    return `motcua.draft.${site}.${person}`;
  }

  private keep(kept: KeptDraft | null): void {
    this.kept = kept;
    try {
      if (kept === null) this.options.storage?.removeItem(this.name);
      else this.options.storage?.setItem(this.name, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage: the draft lives as long as the page.
    }
  }

  private read(): void {
    const stored = this.options.storage?.getItem(this.name) ?? null;
    const kept = stored === null ? null : readDraft(stored, this.inUse);
    this.kept = kept !== null && same(kept.draft, kept.base) ? null : kept;
    if (this.kept !== null) this.adopt(this.inUse);
  }
}

/** A deep copy of what is plain JSON. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
