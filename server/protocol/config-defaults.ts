/**
 * What a configuration has that does not say otherwise: one source for the schema, which completes what
 * is sent, and for `domain/stored-config.ts`, which completes what an older product stored.
 */
import type {
  CounterConfig,
  GroupConfig,
  PrinterConfig,
  ProcedureConfig,
  RulesConfig,
  SiteConfig,
} from './config.js';

export const SITE_DEFAULTS: Pick<
  SiteConfig['site'],
  'phone' | 'specialDays' | 'leftover' | 'addressForm' | 'trial' | 'training' | 'idleLockSeconds'
> = {
  phone: '',
  specialDays: [],
  leftover: 'served',
  addressForm: 'citizen',
  trial: false,
  training: false,
  // Long enough to walk somebody to a counter, too short for a stranger to settle down.
  idleLockSeconds: 180,
};

export const RULES_DEFAULTS: Pick<RulesConfig, 'callsBeforeMissed'> = { callsBeforeMissed: 1 };

export const GROUP_DEFAULTS: Pick<GroupConfig, 'hours' | 'icon' | 'plate'> = {
  hours: null,
  icon: '',
  plate: null,
};

export const PROCEDURE_DEFAULTS: Pick<
  ProcedureConfig,
  'code' | 'fee' | 'timeLimit' | 'online' | 'link' | 'source' | 'checkedOn'
> = {
  code: '',
  fee: null,
  timeLimit: null,
  online: 'none',
  link: '',
  source: '',
  checkedOn: null,
};

/**
 * Metres on a new roll by the width of the paper. In Viet Nam 80 × 45 mm is the commonest of the wide rolls
 * and 57 × 38 mm of the narrow ones (https://namvietgroups.com/en/thermal-receipt-paper-thermal-bill-paper-concepts-and-essential-information):
 * at 0.065 mm on a core of 13 mm that is 22 m and 15 m of paper. Sites with 80 × 80 mm (about 75 m) say so.
 */
export const USUAL_ROLL_METRES: Readonly<Record<PrinterConfig['dots'], number>> = {
  384: 15,
  512: 22,
  576: 22,
};

export const COUNTER_DEFAULTS: Pick<CounterConfig, 'languages'> = { languages: [] };

export const CONFIG_DEFAULTS: Pick<
  SiteConfig,
  | 'priorityBasis'
  | 'slip'
  | 'notices'
  | 'languages'
  | 'retention'
  | 'privacy'
  | 'voice'
  | 'screens'
  | 'online'
> = {
  priorityBasis: {},
  slip: {
    lines: ['takenAt', 'ahead', 'stops', 'validity', 'mark'],
    footer: null,
    code: true,
    logo: null,
    second: null,
  },
  notices: [],
  languages: [],
  // Tickets for a quarter's questions; the journal for a year's report and a month to write it.
  retention: { ticketDays: 90, journalDays: 400 },
  privacy: { citizens: null, staff: null },
  voice: {
    numbers: 'digits',
    odd: 'le',
    chime: true,
    packs: {},
    secondLanguage: true,
    kiosk: false,
    volumes: [],
    speakers: {},
  },
  // What the usual size of the rows serves; a zone's own and pictures come later.
  screens: { viewing: { metres: 8, inches: 55 }, zones: {}, media: [] },
  online: {
    // A mobile network may have a whole commune behind one address.
    remote: { open: false, groups: [], perDay: 40, perAddress: 20, comeMinutes: 15 },
    board: { open: false, embed: false },
  },
};
