/** What the section of the checks knows. */
import type {
  IdentifyAnswer,
  OperationsAnswer,
  PrintTestAnswer,
} from '../../server/protocol/operations.js';
import type { Answers } from './checks-findings.js';

export interface ChecksState {
  /** `null` until the server answered. */
  state: OperationsAnswer | null;
  /** What the clock of this screen said when that came, ms. */
  here: number;
  answers: Answers;
  /** The newest test slip of each printer that was tested here. */
  tests: Readonly<Record<string, PrintTestAnswer | undefined>>;
  /** The newest printed summary of the day; `null` before somebody asked for one. */
  summary: PrintTestAnswer | null;
  /** Codes that the screens show; `null` before somebody asked for them. */
  codes: IdentifyAnswer['screens'] | null;
  sending: boolean;
  /** Site time, ms, at which this check was written down; `null` while it was not. */
  recordedAt: number | null;
}

export function startChecks(): ChecksState {
  return {
    state: null,
    here: 0,
    answers: {},
    tests: {},
    summary: null,
    codes: null,
    sending: false,
    recordedAt: null,
  };
}
