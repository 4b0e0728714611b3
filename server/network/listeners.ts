/**
 * The doors by which requests come in: HTTPS and plain HTTP, each on a port of its own, or plain HTTP
 * alone. Both hand everything to one hub, which never listens itself: doors can be shut and opened
 * again elsewhere while the connections that came in by them, and socket.io on the hub, stay.
 */
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { createHttpServer, createTlsServer, type Bounds } from '../http/limits.js';
import type { CertificateKeeper } from './certificate-keeper.js';

export interface ListenerParts {
  /** Answers `request` and socket.io's `upgrade`. */
  hub: Server;
  /** Port that people use: HTTPS where there is a certificate. 0 lets the machine choose. */
  port: number;
  /** Port of plain HTTP beside HTTPS; `null`: for this machine's own agents alone. */
  httpPort: number | null;
  /** Was started before. */
  certificate: CertificateKeeper;
  bounds?: Bounds;
}

type Door = Server | SecureServer;

export class Listeners {
  readonly #parts: ListenerParts;
  #plain: Server | null = null;
  #secure: SecureServer | null = null;
  #closed: Promise<void> | null = null;
  /** Those of the first time: people know them. */
  readonly #ports = new WeakMap<Door, number>();

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  /** Whether `port` speaks HTTPS. */
  get isSecure(): boolean {
    return this.#secure !== null;
  }
  /** Port that people use. */
  get port(): number {
    return this.#portOf(this.#secure ?? this.#plain);
  }
  /** Port of plain HTTP as others may use it; `null` for none. */
  get plainPort(): number | null {
    return this.#secure !== null && this.#parts.httpPort === null
      ? null
      : this.#portOf(this.#plain);
  }
  /** Plain HTTP on this machine: what its own printer agents use. */
  get ownUrl(): string {
    const address = this.#plain?.address();
    const listens = typeof address === 'object' && address !== null ? address.address : '';
    return `http://${hostOf(listens)}:${this.#portOf(this.#plain)}`;
  }

  /** Opens the doors at this address, such as `0.0.0.0`. @throws when a port is taken */
  async open(host: string): Promise<void> {
    const { hub, port, httpPort, certificate } = this.#parts;
    const bounds: Bounds = { open: new Map(), ...this.#parts.bounds };
    const answer: RequestListener = (request, response) => {
      hub.emit('request', request, response);
    };
    const { pair } = certificate;
    this.#plain = handOn(hub, createHttpServer(answer, bounds));
    if (pair === null) {
      await this.#listen(this.#plain, port, host);
      return;
    }
    const secure = handOn(hub, createTlsServer(answer, pair, bounds));
    certificate.onChange(({ cert, key }) => secure.setSecureContext({ cert, key }));
    this.#secure = secure;
    await this.#listen(secure, port, host);
    await this.#listen(this.#plain, httpPort ?? 0, httpPort === null ? '127.0.0.1' : host);
  }

  /**
   * Listens at another address on the same ports; connections that are open stay, idle ones that are
   * only kept for a next request close.
   * @throws when a port is taken there
   */
  async moveTo(host: string): Promise<void> {
    for (const door of this.#doors()) {
      if (door === this.#plain && this.plainPort === null) continue;
      door.close();
      await this.#listen(door, this.#portOf(door), host);
    }
  }

  /** Nobody new gets in; what is being answered is answered. */
  shut(): void {
    this.#closed ??= Promise.all(this.#doors().map(closed)).then(() => undefined);
  }

  /** Ends what is still open. */
  async stop(): Promise<void> {
    this.shut();
    for (const door of this.#doors()) door.closeAllConnections();
    await this.#closed;
  }

  async #listen(door: Door, port: number, host: string): Promise<void> {
    door.listen(port, host);
    await once(door, 'listening');
    const address = door.address();
    if (typeof address === 'object' && address !== null) this.#ports.set(door, address.port);
  }

  /** 0 before it was open. */
  #portOf(door: Door | null): number {
    return (door && this.#ports.get(door)) ?? 0;
  }

  #doors(): Door[] {
    return [this.#secure, this.#plain].filter((door) => door !== null);
  }
}

function handOn<D extends Door>(hub: Server, door: D): D {
  door.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    hub.emit('upgrade', request, socket, head);
  });
  return door;
}

function closed(door: Door): Promise<void> {
  return new Promise((resolve) => {
    door.close(() => resolve());
  });
}

/** An address that listens everywhere is reached on this machine by its loopback name. */
export function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
