/** Looks whether a receipt printer answers at an address, without printing anything. */
import { connect } from 'node:net';
import type { PrinterTry } from '../protocol/set-up.js';

/** ms: a printer of the same hall connects in a few. */
const CONNECT_WITHIN = 3_000;
const ANSWER_WITHIN = 1_500;
/** `DLE EOT 1`: asks for the printer's state; answered out of turn (facts/printing.md). */
const ASK_STATE = Buffer.from([0x10, 0x04, 0x01]);
/** In every byte of such an answer bits 1 and 4 are set, bits 0 and 7 are not. */
const isState = (byte: number): boolean => (byte & 0x93) === 0x12;

/** @param address `tcp://host:port` */
export function tryPrinter(address: string): Promise<PrinterTry> {
  const { hostname, port } = new URL(address.replace(/^tcp:/, 'http:'));
  return new Promise((resolve) => {
    // `URL` leaves a port out that is the usual one of HTTP.
    const socket = connect({ host: hostname, port: Number(port === '' ? 80 : port) });
    let reached = false;
    const end = (result: PrinterTry): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    let timer = setTimeout(() => end('unreachable'), CONNECT_WITHIN);
    socket.on('connect', () => {
      reached = true;
      clearTimeout(timer);
      timer = setTimeout(() => end('silent'), ANSWER_WITHIN);
      socket.write(ASK_STATE);
    });
    socket.on('data', (answer) => {
      if (answer.some(isState)) end('answers');
    });
    socket.on('error', () => end(reached ? 'silent' : 'unreachable'));
    socket.on('close', () => end(reached ? 'silent' : 'unreachable'));
  });
}
