/** A printer that was found. */
import type { PrinterKind } from './kinds.js';

export interface FoundPrinter {
  /** `tcp://192.168.1.50:9100` or `device:/dev/usb/lp0`, as `parseAddress` reads it. */
  address: string;
  /** Further addresses that mean the same device. */
  also: readonly string[];
  way: 'network' | 'usb';
  /** Make and model as it says itself; `null` when it says nothing. */
  name: string | null;
  kind: PrinterKind;
  /** Whether this process may write to it: on USB that takes the group `lp`. */
  rights: boolean;
}
