/** The sections of the settings, in the order of their list. */
import type { MakeSection } from './section.js';
import { callsSection } from './calls-section.js';
import { checksSection } from './checks-section.js';
import { countersSection } from './counters-section.js';
import { devicesSection } from './devices-section.js';
import { groupsSection } from './groups-section.js';
import { hoursSection } from './hours-section.js';
import { journalSection } from './journal-section.js';
import { onlineSection } from './online-section.js';
import { operationsSection } from './operations-section.js';
import { peopleSection } from './people-section.js';
import { recordingsSection } from './recordings-section.js';
import { ratingsSection } from './ratings-section.js';
import { siteSection } from './site-section.js';
import { screensSection } from './screens-section.js';
import { sitesSection } from './sites-section.js';
import { slipSection } from './slip-section.js';
import { proceduresSection } from './procedures-section.js';
import { tokensSection } from './tokens-section.js';
import { versionsSection } from './versions-section.js';
import { voiceSection } from './voice-section.js';
import { wordsSection } from './words-section.js';

export const SECTIONS: readonly MakeSection[] = [
  siteSection,
  groupsSection,
  proceduresSection,
  countersSection,
  hoursSection,
  callsSection,
  voiceSection,
  recordingsSection,
  screensSection,
  onlineSection,
  slipSection,
  wordsSection,
  peopleSection,
  devicesSection,
  tokensSection,
  checksSection,
  operationsSection,
  ratingsSection,
  journalSection,
  sitesSection,
  versionsSection,
];
