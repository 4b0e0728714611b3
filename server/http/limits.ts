/**
 * Limits against slow and greedy clients (OWASP ASVS 5.0, 15.2.2 and 4.2.1; Node's own defaults were
 * measured: 60 s for headers, 300 s for a request, no bound on connections).
 */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { isLoopback } from '../access/address.js';
import { letSlowReadersGo } from './slow-readers.js';
import { answerUpgrades } from './upgrades.js';

export interface Limits {
  /** ms in which a request's headers must be there, a connection that says nothing included. */
  headersTimeout: number;
  /** ms in which a whole request must be there. */
  requestTimeout: number;
  /** ms for which an idle connection is kept. */
  keepAliveTimeout: number;
  /** ms between two looks for connections that are too slow. */
  connectionsCheckingInterval: number;
  /** ms in which TLS must have been agreed on. */
  handshakeTimeout: number;
  /** Bytes of all headers. */
  maxHeaderSize: number;
  /** Open connections; sockets of screens and phones count. */
  maxConnections: number;
  /**
   * Open connections from one address other than this machine's. A hall's guests may all come from
   * one, behind the router of a public Wi-Fi; a proxy on this machine is not bound.
   */
  maxPerAddress: number;
}

/**
 * 1,000 phones of one hall may come from one address; five such halls fit. Whoever is slow
 * at anything is let go of within 15 s, the look for them and a busy machine included.
 */
export const LIMITS: Limits = {
  headersTimeout: 8_000,
  requestTimeout: 11_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  handshakeTimeout: 8_000,
  maxHeaderSize: 8 * 1024,
  maxConnections: 6_000,
  maxPerAddress: 1_200,
};

export interface Bounds {
  limits?: Limits;
  /** Addresses that `maxPerAddress` does not bind; this machine's own unless given. */
  exempt?: (address: string) => boolean;
  /** Counts of open connections by address, shared by servers that share the cap. */
  open?: Map<string, number>;
}

/** An HTTP server within these limits. It does not listen yet. */
export function createHttpServer(listener: RequestListener, bounds: Bounds = {}): Server {
  const limits = bounds.limits ?? LIMITS;
  return bound(createServer(serverOptions(limits), listener), limits, bounds);
}

/** The same over TLS 1.2 or newer. */
export function createTlsServer(
  listener: RequestListener,
  { cert, key }: { cert: string; key: string },
  bounds: Bounds = {},
): SecureServer {
  const limits = bounds.limits ?? LIMITS;
  const { handshakeTimeout } = limits;
  const options = { ...serverOptions(limits), cert, key, handshakeTimeout };
  const server = createSecureServer({ ...options, minVersion: 'TLSv1.2' }, listener);
  return bound(server, limits, bounds);
}

function serverOptions(limits: Limits): ServerOptions {
  const { headersTimeout, requestTimeout, keepAliveTimeout } = limits;
  const { connectionsCheckingInterval, maxHeaderSize } = limits;
  return {
    headersTimeout,
    requestTimeout,
    keepAliveTimeout,
    connectionsCheckingInterval,
    maxHeaderSize,
  };
}

function bound<S extends Server | SecureServer>(server: S, limits: Limits, bounds: Bounds): S {
  const { exempt = isLoopback, open = new Map<string, number>() } = bounds;
  server.maxConnections = limits.maxConnections;
  capPerAddress(server, limits.maxPerAddress, open, exempt);
  letSlowReadersGo(server, limits.connectionsCheckingInterval);
  answerUpgrades(server, limits.requestTimeout);
  return server;
}

/** Closes connections over the cap at once. */
function capPerAddress(
  server: Server | SecureServer,
  most: number,
  open: Map<string, number>,
  exempt: (address: string) => boolean,
): void {
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || exempt(remoteAddress)) return;
    const count = (open.get(remoteAddress) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(remoteAddress, count);
    socket.once('close', () => {
      const left = (open.get(remoteAddress) ?? 1) - 1;
      if (left === 0) open.delete(remoteAddress);
      else open.set(remoteAddress, left);
    });
  });
}
