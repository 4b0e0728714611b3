/** A way to a printer: bytes there, bytes back. It belongs to one owner. */

export interface TransportListener {
  /** A connection stands; what was asked on an older one will not be answered. */
  up(): void;
  down(): void;
  data(bytes: Uint8Array): void;
}

export interface Transport {
  /** Connects and keeps connecting until `stop()`. */
  start(listener: TransportListener): void;
  stop(): Promise<void>;
  readonly connected: boolean;
  /**
   * Resolves when the way has taken all bytes: no proof that the printer did anything with them.
   * @throws ConnectionLost when the connection ended before that
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the present connection, if there is one, and connects anew. */
  reconnect(): void;
}

export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}
