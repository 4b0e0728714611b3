/**
 * The screens' templates, compiled once at start. Pages are made here and patched in the browser,
 * which never sees Handlebars.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { z } from 'zod';
import { loadWording, type Language, type Wording } from '../words.js';
import { speaker, type Values } from '../domain/wording.js';

/** What `server/up/build-screens.mjs` writes. */
const manifestSchema = z.object({
  build: z.string().min(1),
  screens: z.record(z.string(), z.object({ script: z.string(), style: z.string() })),
  fonts: z.record(z.string(), z.string()),
  workers: z.record(z.string(), z.string()),
});

/** What the layout needs of every page. */
interface Page {
  screen: string;
  title: string;
  language: Language;
  /** Minutes east of UTC at the site. */
  offset: number;
  /** Sentence of the band DÙNG THỬ or TẬP DƯỢT; `null` when all is real. */
  trial: string | null;
  /** At a site to practise at: the same page of the real one. */
  training?: { leave: string } | null;
  /** Goes to the screen's script as JSON. */
  data: unknown;
  /** What differs from other pages' heads. */
  head?: PageHead;
}

/** What a page may say in its head that others do not. */
export interface PageHead {
  /** BCP 47 tag of the text where that is a further language of the site. */
  tag?: string;
  referrer?: 'same-origin' | 'no-referrer';
  /** Seconds after which a browser without script asks again. */
  lookAgain?: number;
  /** Fonts are fetched when the text asks for them and not before: bytes are dear on a phone. */
  thrifty?: boolean;
}

export interface Views {
  /** Changes with everything that screens are made of; part of every `hello`. */
  readonly build: string;
  readonly wording: Wording;
  /** Addresses of scripts that run beside a page, by name. */
  readonly workers: Readonly<Record<string, string>>;
  /** Folder of the hashed files that are served under `/assets`. */
  readonly assetsDir: string;
  /** Folder of the bundled voice packs. */
  readonly voicesDir: string;
  /**
   * HTML of a screen's `page.hbs`.
   * @throws when the screen does not exist or its template asks for a field that the model lacks
   */
  render(page: Page, model: object): string;
}

/** Weights that the first paint of every screen shows. */
const PRELOADED = ['latin-800', 'vietnamese-800', 'latin-400', 'vietnamese-400'];

/**
 * @param displayDir the folder that `buildScreens` wrote
 * @throws when it is incomplete or a template cannot be parsed
 */
export async function loadViews(displayDir: string): Promise<Views> {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(join(displayDir, 'manifest.json'), 'utf8')),
  );
  const wording = await loadWording(join(displayDir, 'locales'));
  const handlebars = Handlebars.create();
  const helpers = helpersOf(wording);
  for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper);
  const options: CompileOptions = {
    knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
    knownHelpersOnly: true,
    strict: true,
    preventIndent: true,
  };

  const pages = new Map<string, HandlebarsTemplateDelegate>();
  const files = (await readdir(displayDir, { recursive: true })).filter((f) => f.endsWith('.hbs'));
  for (const file of files) {
    const source = (await readFile(join(displayDir, file), 'utf8')).trimEnd();
    const template = handlebars.compile<unknown>(source, options);
    const [folder = '', name = ''] = file.replace(/\.hbs$/, '').split(/[\\/]/);
    if (name === 'page') pages.set(folder, template);
    else handlebars.registerPartial(folder === 'shared' ? name : `${folder}/${name}`, template);
  }
  const fonts = PRELOADED.flatMap((name) => manifest.fonts[name] ?? []);

  return {
    build: manifest.build,
    workers: manifest.workers,
    wording,
    assetsDir: join(displayDir, 'assets'),
    voicesDir: join(displayDir, 'voices'),
    render(page, model) {
      const template = pages.get(page.screen);
      const made = manifest.screens[page.screen];
      if (!template || !made) throw new Error(`no such screen: ${page.screen}`);
      const { tag = page.language, referrer = 'same-origin', lookAgain = 0 } = page.head ?? {};
      const head = { tag, referrer, lookAgain, fonts: page.head?.thrifty === true ? [] : fonts };
      return template({ ...model, page: { training: null, ...page, ...made, ...head } });
    },
  };
}

/** Root of every template: helpers find language and zone in it. */
interface Root {
  page: Page;
}

/**
 * `{{t "hall.title" count=3}}` words · `{{time ms}}` 09h14 · `{{spokenTime ms}}` 9 giờ 14 ·
 * `{{date ms}}` 19/11/2026 · `{{eq a b}}` · `{{json value}}` inside a script of type JSON.
 */
function helpersOf(wording: Wording): Record<string, Handlebars.HelperDelegate> {
  const root = (options: Handlebars.HelperOptions): Root => {
    const data: unknown = options.data;
    return (data as { root: Root }).root;
  };
  const voice = (options: Handlebars.HelperOptions) => {
    const { page } = root(options);
    return speaker(wording.sentences(page.language, ['shared']), page.offset);
  };
  return {
    t: (key: string, options: Handlebars.HelperOptions) =>
      wording.text(root(options).page.language, key, options.hash as Values),
    time: (ms: number, options: Handlebars.HelperOptions) => voice(options).time(ms),
    spokenTime: (ms: number, options: Handlebars.HelperOptions) => voice(options).spokenTime(ms),
    date: (ms: number, options: Handlebars.HelperOptions) => voice(options).date(ms),
    eq: (a: unknown, b: unknown) => a === b,
    json: (value: unknown) => new Handlebars.SafeString(embeddedJson(value)),
  };
}

/** JSON that cannot end the script element that it stands in, whatever a person typed into it. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
