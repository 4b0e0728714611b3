/** What a press or something typed means for the draft. Pure; the rest is in `page.ts`. */
import { DRAFT_PRINTERS, type SetUpDraft } from '../../server/protocol/set-up.js';
import { USUAL_DEVICE } from '../../server/domain/set-up-draft.js';
import type { Press } from '../shared/dom.js';
import {
  addGroup,
  chooseGroup,
  countCounters,
  letterGroup,
  removeGroup,
  renameGroup,
  setServes,
  suggestAgain,
} from './changes.js';
import { PRESETS } from './steps-view.js';
import { minutesFrom } from './time-text.js';

/** @param minutes usual minutes at the counter by group */
export type DraftEdit = (
  draft: SetUpDraft,
  value: string,
  press: Press,
  minutes: Readonly<Record<string, number>>,
) => SetUpDraft;

const kindOf = (value: string) => (value === 'support' ? 'support' : 'office');
const withPrinter = (draft: SetUpDraft, change: Partial<SetUpDraft['printer']>): SetUpDraft => ({
  ...draft,
  printer: { ...draft.printer, ...change },
});
const notBlank = (text: string): string => (text.trim() === '' ? '' : text);

/** By `data-do`. */
export const PRESSED: Readonly<Record<string, DraftEdit>> = {
  preset: (draft, value) => {
    const [morning, afternoon] = PRESETS[Number(value)] ?? [];
    return morning && afternoon ? { ...draft, morning, afternoon } : draft;
  },
  'add-group': (draft, value, _press, minutes) => addGroup(draft, value, minutes),
  'remove-group': (draft, value, _press, minutes) => removeGroup(draft, value, minutes),
  'more-counters': (draft, value, _press, minutes) =>
    countCounters(draft, kindOf(value), 1, minutes),
  'fewer-counters': (draft, value, _press, minutes) =>
    countCounters(draft, kindOf(value), -1, minutes),
  suggest: (draft, _value, _press, minutes) => suggestAgain(draft, minutes),
  'printer-kind': (draft, value) => {
    const kind = DRAFT_PRINTERS.find((each) => each === value) ?? 'virtual';
    const isDevice = draft.printer.address.startsWith('device:');
    if (kind === 'usb' && !isDevice) return withPrinter(draft, { kind, address: USUAL_DEVICE });
    return withPrinter(draft, { kind, ...(kind === 'network' && isDevice && { address: '' }) });
  },
  use: (draft, address) =>
    withPrinter(draft, { kind: address.startsWith('device:') ? 'usb' : 'network', address }),
  dots: (draft, value) => withPrinter(draft, { dots: value === '384' ? 384 : 576 }),
};

/** By `data-input`; a tick says `on` or nothing. */
export const TYPED: Readonly<Record<string, DraftEdit>> = {
  name: (draft, name) => ({ ...draft, name: notBlank(name) }),
  address: (draft, address) => ({ ...draft, address: notBlank(address) }),
  admin: (draft, admin) => ({ ...draft, admin: notBlank(admin) }),
  hasAfternoon: (draft, on) => ({ ...draft, afternoon: on ? { from: 810, to: 1020 } : null }),
  saturday: (draft, on) => ({ ...draft, saturday: on !== '' }),
  'group-on': (draft, on, { value = '' }, minutes) => chooseGroup(draft, value, on !== '', minutes),
  'group-name': (draft, name, { value = '' }) => renameGroup(draft, value, notBlank(name)),
  'group-letter': (draft, letter, { value = '' }) => letterGroup(draft, value, letter),
  serves: (draft, on, { value, group = '' }) => setServes(draft, Number(value), group, on !== ''),
  'printer-address': (draft, address) => withPrinter(draft, { address: address.trim() }),
};

/** `null` where the text is no time yet. @param id such as `morning-from` */
export function withTime(draft: SetUpDraft, id: string, text: string): SetUpDraft | null {
  const [half, end] = id.split('-');
  const session = half === 'morning' ? draft.morning : draft.afternoon;
  const minute = minutesFrom(text);
  if (session === null || minute === null) return null;
  const changed = { ...session, [end === 'from' ? 'from' : 'to']: minute };
  return { ...draft, [half === 'morning' ? 'morning' : 'afternoon']: changed };
}
