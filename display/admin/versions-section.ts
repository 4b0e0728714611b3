/** The versions of the settings: what each changed, going back to one, and the whole as a file. */
import type { ConfigPreview } from '../../server/domain/config-preview.js';
import { configDifference } from '../../server/domain/config-difference.js';
import type { ConfigVersion, SiteConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { isRecord } from '../shared/api.js';
import { filePicker } from './language-view.js';
import { button, heading, itemList, note, subheading } from './parts.js';
import type { AdminScene, AdminTools, Reply, Section } from './section.js';
import { saveFile } from './text-file.js';
import { differenceList } from './version-panel.js';
import { readNames, readVersions } from './versions-read.js';

/** Item of the list for the whole configuration as a file. */
const FILE = 'file';

/** A configuration from a file, checked by the server and not used yet. */
interface Opened {
  name: string;
  preview: ConfigPreview;
}

export function versionsSection(tools: AdminTools): Section {
  let versions: readonly ConfigVersion[] = [];
  let names: ReadonlyMap<string, string> = new Map();
  const configs = new Map<number, SiteConfig>();
  /** The version that the chosen one is compared with; `null`: the one before it. */
  let against: number | null = null;
  let opened: Opened | null = null;
  /** Version in use when the list was read; `null` when it is to be read. */
  let listed: number | null = null;
  let faults: readonly string[] = [];

  const path = (): string => `/sites/${encodeURIComponent(tools.scene().site)}/config`;
  const chosenVersion = ({ chosen, used }: AdminScene): number =>
    chosen === '' ? used.version : Number(chosen);

  /** Reads the list for the version in use, once for each. */
  async function read(version: number): Promise<void> {
    listed = version;
    [versions, names] = await Promise.all([readVersions(tools), readNames(tools)]);
    tools.redraw();
    await need();
  }
  /** Reads the two configurations that are being compared. */
  async function need(): Promise<void> {
    const scene = tools.scene();
    configs.set(scene.used.version, scene.used);
    const version = chosenVersion(scene);
    for (const each of [version, otherOf(version)]) {
      if (each === null || configs.has(each) || !Number.isInteger(each)) continue;
      const reply = await tools.send<SiteConfig>('GET', `${path()}/versions/${each}`);
      if (reply.ok) configs.set(each, reply.body);
    }
    tools.redraw();
  }
  function otherOf(version: number): number | null {
    if (against !== null && against !== version) return against;
    return versions.find((one) => one.version < version)?.version ?? null;
  }

  /** "16/11/2026, 08h30 · Trần Quốc Việt" */
  function described({ at, actor }: ConfigVersion, { words }: AdminScene): string {
    const who = names.get(actor);
    const when = `${words.date(at)}, ${words.time(at)}`;
    return who === undefined ? when : `${when} · ${who}`;
  }

  function list(scene: AdminScene): Child {
    const { say } = scene.words;
    if (listed !== scene.used.version) void read(scene.used.version);
    const open = scene.chosen === '' ? String(scene.used.version) : scene.chosen;
    return itemList({ ...scene, chosen: open }, 'versions', [
      { id: FILE, label: say('settings.versions.file') },
      ...versions.map((one) => ({
        id: String(one.version),
        label: say(
          one.version === scene.used.version ? 'settings.versions.now' : 'settings.versions.one',
          { version: one.version },
        ),
        note: described(one, scene),
      })),
    ]);
  }

  function versionView(scene: AdminScene): Child {
    const { say } = scene.words;
    const version = chosenVersion(scene);
    const found = versions.find((one) => one.version === version);
    const other = otherOf(version);
    const [is, was] = [configs.get(version), other === null ? undefined : configs.get(other)];
    return [
      heading(say('settings.versions.one', { version })),
      found !== undefined && h('p', { class: 'f__help' }, described(found, scene)),
      scene.mayConfigure &&
        version !== scene.used.version &&
        is !== undefined &&
        h(
          'p',
          {},
          button({
            do: 'versions.back',
            label: say('settings.versions.back'),
            data: { version },
            id: 'version-back',
          }),
          note('hint', say('settings.versions.backHelp')),
        ),
      versions.length > 1 &&
        tools.fields.select({
          path: 'versions.against',
          label: say('settings.versions.against'),
          free: true,
          value: other === null ? '' : String(other),
          options: versions
            .filter((one) => one.version !== version)
            .map((one) => ({
              id: String(one.version),
              label: `${say('settings.versions.one', { version: one.version })} · ${described(one, scene)}`,
            })),
          set: (value) => {
            against = Number(value);
            void need();
          },
        }),
      is !== undefined && was !== undefined && differenceList(scene, was, is),
      other === null && h('p', { class: 'empty' }, say('settings.versions.first')),
    ];
  }

  function fileView(scene: AdminScene): Child {
    const { say } = scene.words;
    return [
      heading(say('settings.versions.file')),
      subheading(say('settings.versions.export'), say('settings.versions.exportHelp')),
      button({ do: 'versions.export', label: say('settings.versions.save'), id: 'export-config' }),
      scene.mayConfigure && [
        subheading(say('settings.versions.import'), say('settings.versions.importHelp')),
        filePicker('versions.file', say('settings.versions.choose'), '.json,application/json'),
      ],
      faults.length > 0 &&
        h(
          'div',
          { class: 'note note--stop', id: 'import-faults', role: 'alert' },
          faults.map((fault) => h('p', {}, fault)),
        ),
      opened !== null && previewView(scene, opened),
    ];
  }

  function previewView(scene: AdminScene, { name, preview }: Opened): Child {
    const { say } = scene.words;
    const { config, findings } = preview;
    return [
      subheading(say('settings.versions.preview', { name })),
      findings.length > 0 &&
        h(
          'div',
          { class: 'note note--warn', id: 'import-findings' },
          h('p', {}, h('b', {}, say('admin.panel.flaws', { count: findings.length }))),
          findings.map(({ code, subject }) =>
            h('p', {}, say(`admin.finding.${code}`, { subject })),
          ),
        ),
      h('div', { id: 'import-difference' }, differenceList(scene, scene.used, config)),
      h(
        'p',
        { class: 'f__row' },
        button({
          do: 'versions.take',
          label: say('settings.versions.take'),
          off: configDifference(scene.used, config).length === 0,
          id: 'import-take',
        }),
        button({ do: 'versions.leave', label: say('settings.versions.leave'), tone: 'quiet' }),
      ),
    ];
  }

  /** Reads a file, has the server check it, and shows what it would change. */
  async function open(text: string, name: string): Promise<void> {
    const { say } = tools.scene().words;
    opened = null;
    faults = [];
    const given = jsonOf(text);
    if (given === null) faults = [say('settings.versions.noJson', { name })];
    else {
      const reply: Reply<ConfigPreview> = await tools.send('POST', `${path()}/check`, here(given));
      if (reply.ok) opened = { name, preview: reply.body };
      else {
        faults = [
          `${reply.title} ${reply.detail}`,
          ...reply.flaws.slice(0, 8).map(({ path: at, message }) => `${at}: ${message}`),
        ];
      }
    }
    tools.redraw();
  }

  /** A configuration of another site is taken as one for this site, which stays what it is. */
  function here(given: Record<string, unknown>): unknown {
    const { site, used } = tools.scene();
    const { trial, training } = used.site;
    const kind = { trial, training };
    const own = isRecord(given['site']) ? { ...given['site'], ...kind, id: site } : given['site'];
    return { ...given, version: used.version, site: own };
  }

  return {
    id: 'versions',
    open() {
      against = null;
      listed = null;
    },
    list,
    view: (scene) => (scene.chosen === FILE ? fileView(scene) : versionView(scene)),
    presses: {
      back: ({ version = '' }) => {
        const config = configs.get(Number(version));
        if (config !== undefined) tools.replaceDraft(config);
      },
      export: () => {
        const { used, site } = tools.scene();
        const name = `${site}-${used.version}.json`;
        saveFile(name, `${JSON.stringify(used, null, 2)}\n`, 'application/json');
      },
      take: () => {
        if (opened !== null) tools.replaceDraft(opened.preview.config);
        opened = null;
      },
      leave: () => {
        opened = null;
        faults = [];
      },
    },
    inputs: { file: (text, { file = '' }) => void open(text, file) },
  };
}

function jsonOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
