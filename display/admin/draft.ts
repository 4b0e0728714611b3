/**
 * The draft of a site's settings: a copy that one admin changes until it is put into use. It is kept
 * on this device, so that a reload or a power cut loses nothing, together with the version that it
 * started from, so that another admin's version in between is noticed and nothing of it is overwritten.
 */
import { same } from '../../server/domain/config-difference.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { isRecord } from '../shared/api.js';
import { rebase } from './rebase.js';

interface Kept {
  /** What the draft started from. */
  base: SiteConfig;
  draft: SiteConfig;
  /** Key under which the draft was sent and not answered yet; `null` when it was not sent. */
  key: string | null;
}

export interface DraftOptions {
  site: string;
  used: SiteConfig;
  /** `null` where the browser keeps nothing. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}

export class Draft {
  private inUse: SiteConfig;
  private kept: Kept | null = null;

  constructor(private readonly options: DraftOptions) {
    this.inUse = options.used;
  }

  /** Takes up what an earlier page left. @param changed another window of this browser changed it */
  start(changed: () => void): void {
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

  private get name(): string {
    return `motcua.draft.${this.options.site}`;
  }

  private keep(kept: Kept | null): void {
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
    const kept = stored === null ? null : readKept(stored, this.inUse);
    this.kept = kept !== null && same(kept.draft, kept.base) ? null : kept;
    if (this.kept !== null) this.adopt(this.inUse);
  }
}

/** A deep copy of what is plain JSON. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** `null` for what is no draft; fields that the build of then did not have come from `used`. */
function readKept(stored: string, used: SiteConfig): Kept | null {
  try {
    const value: unknown = JSON.parse(stored);
    if (!isRecord(value)) return null;
    const [base, draft] = [value['base'], value['draft']];
    if (!isConfig(base, used) || !isConfig(draft, used)) return null;
    const key = typeof value['key'] === 'string' ? value['key'] : null;
    return { base: completed(base, used), draft: completed(draft, used), key };
  } catch {
    return null;
  }
}

/** Written by this screen, so the site's id and the lists vouch for the rest. */
function isConfig(value: unknown, used: SiteConfig): value is SiteConfig {
  if (!isRecord(value) || !isRecord(value['site'])) return false;
  const lists = ['groups', 'counters', 'zones', 'procedures'].every((key) =>
    Array.isArray(value[key]),
  );
  return lists && typeof value['version'] === 'number' && value['site']['id'] === used.site.id;
}

function completed(config: SiteConfig, used: SiteConfig): SiteConfig {
  return {
    ...used,
    ...config,
    site: { ...used.site, ...config.site },
    rules: { ...used.rules, ...config.rules },
  };
}
