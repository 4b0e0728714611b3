/** What the section of operations knows. */
import type { OperationsAnswer } from '../../server/protocol/operations.js';

export interface OperationsState {
  /** `null` until the server answered. */
  state: OperationsAnswer | null;
  sending: boolean;
}
