/** From where somebody asks, for limits by address. */
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../access/address.js';

/**
 * The address of the other side. A proxy on this machine adds whom it speaks for at the end of
 * `X-Forwarded-For` (`access/README.md`); from anybody else that header is only what he says.
 */
export function remoteAddress({ socket, headers }: IncomingMessage): string {
  const address = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  const line = Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '');
  const last = line.split(',').at(-1)?.trim() ?? '';
  return isLoopback(address) && last !== '' ? last : address;
}
