/**
 * Requests that offer another protocol, such as `Upgrade: h2c` of HTTP/2 clients. A server may ignore
 * the offer and answer by HTTP/1.1 (RFC 9110 §7.8), but as soon as anybody listens for upgrades, as
 * socket.io does, Node takes every such request out of HTTP.
 */
import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

/** Everything under it is socket.io's, which answers every upgrade there itself. */
export const SOCKETS = '/socket.io/';

/** @param within ms of silence after which such a connection is given up */
export function answerUpgrades(server: Server | SecureServer, within: number): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    if (request.url?.startsWith(SOCKETS)) return;
    // Node handed over the connection, and with it the care for its errors and its end.
    socket.on('error', () => socket.destroy());
    request.socket.setTimeout(within, () => socket.destroy());
    const response = new ServerResponse(request);
    response.assignSocket(request.socket);
    response.on('finish', () => request.socket.destroySoon());
    response.setHeader('Connection', 'close');
    if (bringsBody(request)) {
      // What follows the headers is not read any more.
      response.statusCode = 400;
      response.end();
    } else {
      server.emit('request', request, response);
    }
  });
}

function bringsBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}
