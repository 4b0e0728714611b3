/** The everyday errands that a kiosk opens with, in the words in which people ask for them. */
import type { GroupConfig, ProcedureConfig } from '../protocol/config.js';
import type { RhythmAnswer } from '../protocol/rhythm.js';

/** Two pages of six, less "by service". */
const MOST = 11;
/** Its place is the last of the first page, wherever it stands by frequency: who only collects finds it there. */
const COLLECTING = 'nhan-ket-qua';
const FIRST_PAGE = 6;

/**
 * What people come for most in a usual ward, most frequent first, by the ids of the library: until a site's own
 * figures are known.
 */
const USUAL = [
  'sao-y',
  'khai-sinh',
  'ket-hon',
  'can-cuoc',
  'thuong-tru',
  'bien-dong-dat',
  'ho-kinh-doanh',
  'huu-tri-xa-hoi',
  'khai-tu',
  'nop-truc-tuyen',
] as const;

/** Signs of errands (`server/up/group-icons.mjs` and the kiosk's own), by the ids of the library. */
const SIGNS: Readonly<Record<string, string>> = {
  'sao-y': 'stamp',
  'khai-sinh': 'baby',
  'ket-hon': 'kiosk-gem',
  'can-cuoc': 'id-card',
  'thuong-tru': 'house',
  'bien-dong-dat': 'map',
  'ho-kinh-doanh': 'store',
  'huu-tri-xa-hoi': 'kiosk-umbrella',
  'khai-tu': 'kiosk-flower',
  'nop-truc-tuyen': 'kiosk-laptop',
  [COLLECTING]: 'file-check',
};
/** Signs of groups that have none of their own, by their letter in the library. */
const GROUP_SIGNS: Readonly<Record<string, string>> = {
  A: 'stamp',
  H: 'users',
  K: 'id-card',
  G: 'map',
  S: 'store',
  L: 'kiosk-umbrella',
  R: 'file-check',
  X: 'kiosk-laptop',
  N: 'messages-square',
};

export interface Errand {
  /** Id of the procedure, and of its group. */
  procedure: string;
  group: string;
  /** What people say: the first of the procedure's other names, else its name. */
  name: { vi: string; en: string };
  icon: string;
}

/**
 * At most eleven, in the order in which they stand on the pages.
 * @param counts how often each procedure is asked for on a usual day; without any, the library's order
 */
export function errandsOf(
  groups: readonly GroupConfig[],
  procedures: readonly ProcedureConfig[],
  counts: Readonly<Record<string, number>> = {},
): Errand[] {
  const usual = (id: string): number => {
    const place = USUAL.findIndex((each) => each === id);
    return place < 0 ? USUAL.length : place;
  };
  const collecting = procedures.find(({ id }) => id === COLLECTING);
  const others = procedures
    .filter((each) => each !== collecting && groups.some(({ id }) => id === each.group))
    .map((procedure, place) => ({ procedure, place }))
    .sort(
      (a, b) =>
        (counts[b.procedure.id] ?? 0) - (counts[a.procedure.id] ?? 0) ||
        usual(a.procedure.id) - usual(b.procedure.id) ||
        a.place - b.place,
    )
    .map(({ procedure }) => procedure)
    .slice(0, collecting ? MOST - 1 : MOST);
  if (collecting) others.splice(FIRST_PAGE - 1, 0, collecting);
  return others.map((procedure) => {
    const group = groups.find(({ id }) => id === procedure.group);
    return {
      procedure: procedure.id,
      group: procedure.group,
      name: { vi: spoken(procedure), en: procedure.name.en },
      icon: SIGNS[procedure.id] ?? (group ? groupSign(group) : 'file-text'),
    };
  });
}

/**
 * How often each procedure is asked for on a day here, for `errandsOf`. Empty until the site has days of its
 * own: which errands are everyday ones is then better known here than from estimates by group.
 */
export function countsOf({ source, halfHours }: RhythmAnswer): Record<string, number> {
  const counts: Record<string, number> = {};
  if (source === 'usual') return counts;
  for (const { procedures } of halfHours) {
    for (const [id, count] of Object.entries(procedures)) counts[id] = (counts[id] ?? 0) + count;
  }
  return counts;
}

/** The sign of a group on kiosks: its own, else one by its letter. */
export function groupSign({ icon, letter }: Pick<GroupConfig, 'icon' | 'letter'>): string {
  return icon || (GROUP_SIGNS[letter] ?? 'file-text');
}

function spoken({ aliases: [first], name }: ProcedureConfig): string {
  return first === undefined ? name.vi : first.charAt(0).toUpperCase() + first.slice(1);
}
