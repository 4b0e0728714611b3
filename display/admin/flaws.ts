/** What must be put right in a draft, each beside its field and in the words of what will happen. */
import { checkConfig } from '../../server/domain/config-checks.js';
import type { Sentences, Speaker } from '../../server/domain/wording.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { shapeFlaws } from './draft-checks.js';
import type { DraftFlaw } from './section.js';

/** Where a path of the configuration is edited. */
export function sectionOf(path: string, draft: SiteConfig): Pick<DraftFlaw, 'section' | 'chosen'> {
  const [top = '', index = '', third] = path.split('.');
  const item = (list: readonly { id: string }[]): string => list[Number(index)]?.id ?? '';
  switch (top) {
    case 'groups':
      return { section: 'groups', chosen: item(draft.groups) };
    case 'procedures':
      return { section: 'procedures', chosen: item(draft.procedures) };
    case 'counters':
      return { section: 'counters', chosen: item(draft.counters) };
    case 'zones':
      return { section: 'counters', chosen: 'zones' };
    case 'outcomes':
      return { section: 'calls', chosen: 'outcomes' };
    case 'rules':
      return { section: 'calls', chosen: CALLING.has(index) ? 'calling' : 'priority' };
    case 'priorities':
    case 'priorityBasis':
      return { section: 'calls', chosen: 'priority' };
    case 'printers':
      return { section: 'slip', chosen: 'printers' };
    case 'slip':
      return { section: 'slip', chosen: 'lines' };
    case 'voice':
      return { section: 'voice', chosen: 'reading' };
    case 'screens':
      return { section: 'screens', chosen: '' };
    case 'notices':
      return { section: 'words', chosen: 'notices' };
    case 'languages':
      return { section: 'words', chosen: draft.languages[Number(index)]?.tag ?? 'languages' };
    case 'online':
      return { section: 'online', chosen: '' };
    case 'privacy':
    case 'retention':
      return { section: 'words', chosen: 'privacy' };
    case 'site':
      if (index === 'hours') return { section: 'hours', chosen: third ?? '1' };
      if (index === 'leftover') return { section: 'hours', chosen: '1' };
      if (index === 'specialDays') return { section: 'hours', chosen: 'special' };
      return { section: 'site', chosen: '' };
    default:
      return { section: 'versions', chosen: '' };
  }
}

/** Rules that stand on the page of the calls; the others are those of priority. */
const CALLING = new Set([
  'penaltyMinutes',
  'recallGapSeconds',
  'walkingSeconds',
  'stopCredit',
  'needsStart',
  'needsOutcome',
  'callTimeoutSeconds',
  'devicePerMinute',
  'callsBeforeMissed',
]);

/**
 * All flaws of a draft, in the order of the checks.
 * @param citizen the Vietnamese sentences that citizens read, by key
 */
export function flawsOf(draft: SiteConfig, words: Speaker, citizen: Sentences): DraftFlaw[] {
  const shapes = shapeFlaws(draft).map(({ path, code }) =>
    flaw(path, words.say(`admin.wrong.${code}`), draft),
  );
  const findings = checkConfig(draft, citizen).map(({ path, code, subject }) => {
    // Nobody serves it: the field of its counters says so.
    const place = code === 'group-unserved' ? `${path}.counters` : path;
    return flaw(place, words.say(`admin.finding.${code}`, { subject }), draft);
  });
  return [...shapes, ...findings];
}

export function flaw(path: string, text: string, draft: SiteConfig): DraftFlaw {
  return { path, text, ...sectionOf(path, draft) };
}
