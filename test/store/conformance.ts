/** One suite of example sentences for every store: the contract of `server/store/README.md`. */
import { describe } from 'vitest';
import type { OpenStore } from '../support/stores.js';
import { callingSentences } from './conformance/calling.js';
import { clockSentences } from './conformance/clocks.js';
import { configureSentences } from './conformance/configuring.js';
import { counterSentences } from './conformance/counters.js';
import { daySentences } from './conformance/days.js';
import { frameSentences } from './conformance/frame.js';
import { issuingSentences } from './conformance/issuing.js';
import { keepingSentences } from './conformance/keeping.js';
import { lifeSentences } from './conformance/life.js';
import { notingSentences } from './conformance/noting.js';
import { summonsSentences } from './conformance/summons.js';
import { undoSentences } from './conformance/undo.js';

/** @param open the store under test; each sentence uses a site of its own */
export function conformance(open: () => OpenStore): void {
  describe('giving numbers', () => issuingSentences(open));
  describe('the life of a ticket', () => lifeSentences(open));
  describe('summoning people', () => summonsSentences(open));
  describe('who is called next', () => callingSentences(open));
  describe('notes and missing papers', () => notingSentences(open));
  describe('counters', () => counterSentences(open));
  describe('undo', () => undoSentences(open));
  describe('days and clocks', () => daySentences(open));
  describe('a clock put back within the day', () => clockSentences(open));
  describe('changing the configuration', () => configureSentences(open));
  describe('what is written down, kept and deleted', () => keepingSentences(open));
  describe('keys, journal and reading', () => frameSentences(open));
}
