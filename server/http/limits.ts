/**
 * Limits against slow and greedy clients (OWASP ASVS 5.0, 15.2.2 and 4.2.1; Node's own defaults were
 * measured: 60 s for headers, 300 s for a request, no bound on connections).
 */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from '../access/address.js';
import { answerUpgrades } from './upgrades.js';

export interface Limits {
  /** ms in which a request's headers must be there. */
  headersTimeout: number;
  /** ms in which a whole request must be there. */
  requestTimeout: number;
  /** ms for which an idle connection is kept. */
  keepAliveTimeout: number;
  /** ms between two looks for connections that are too slow. */
  connectionsCheckingInterval: number;
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

/** 1,000 phones of one hall may come from one address (design §13); five such halls fit. */
export const LIMITS: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8 * 1024,
  maxConnections: 6_000,
  maxPerAddress: 1_200,
};

/** An HTTP server within these limits. It does not listen yet. */
export function createHttpServer(
  listener: RequestListener,
  limits: Limits = LIMITS,
  exempt: (address: string) => boolean = isLoopback,
): Server {
  const server = createServer(serverOptions(limits), listener);
  boundConnections(server, limits, exempt);
  answerUpgrades(server, limits.requestTimeout);
  return server;
}

function serverOptions(limits: Limits): ServerOptions {
  const { maxConnections: _all, maxPerAddress: _each, ...options } = limits;
  return options;
}

/**
 * Closes connections over the caps at once.
 * @param exempt addresses that `maxPerAddress` does not bind
 */
function boundConnections(
  server: Server,
  { maxConnections, maxPerAddress }: Pick<Limits, 'maxConnections' | 'maxPerAddress'>,
  exempt: (address: string) => boolean,
): void {
  server.maxConnections = maxConnections;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || exempt(remoteAddress)) return;
    const count = (open.get(remoteAddress) ?? 0) + 1;
    if (count > maxPerAddress) {
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
