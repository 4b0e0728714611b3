import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PrinterReply, ReplyParser } from '../../printer/status/parser.js';
import {
  fromAutomatic,
  fromRealTime,
  obstacle,
  UNKNOWN_STATE,
} from '../../printer/status/printer-state.js';

/** Answers of every kind, as a busy printer sends them, one behind the other. */
const STREAM: [number[], PrinterReply][] = [
  [[0x12], { kind: 'real-time', byte: 0x12 }],
  [[0x7e], { kind: 'real-time', byte: 0x7e }],
  [[0x14, 0x00, 0x00, 0x0f], { kind: 'automatic', bytes: [0x14, 0x00, 0x00, 0x0f] }],
  [[0x37, 0x22, 0x41, 0x30, 0x32, 0x37, 0x00], { kind: 'process-id', token: 'A027' }],
  [[0x00], { kind: 'queued', byte: 0x00 }],
  [[0x38, 0x08, 0x0c, 0x0f], { kind: 'automatic', bytes: [0x38, 0x08, 0x0c, 0x0f] }],
  [[0x0f], { kind: 'queued', byte: 0x0f }],
  [[0x11], { kind: 'flow', on: true }],
  [[0x13], { kind: 'flow', on: false }],
  // A token of bytes that alone would be answers to DLE EOT and GS r.
  [[0x37, 0x22, 0x32, 0x60, 0x20, 0x7e, 0x00], { kind: 'process-id', token: '2` ~' }],
  [[0x16], { kind: 'real-time', byte: 0x16 }],
];
const BYTES = Buffer.from(STREAM.flatMap(([bytes]) => bytes));
const REPLIES = STREAM.map(([, reply]) => reply);

test('answers are told apart wherever the stream is split', () => {
  for (let first = 0; first <= BYTES.length; first++) {
    for (let second = first; second <= BYTES.length; second++) {
      const parser = new ReplyParser();
      const pieces = [
        BYTES.subarray(0, first),
        BYTES.subarray(first, second),
        BYTES.subarray(second),
      ];
      expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(REPLIES);
    }
  }
});

test('a real-time answer may stand between the bytes of a pushed status', () => {
  for (let at = 1; at < 4; at++) {
    const bytes = [0x14, 0x00, 0x03, 0x0f];
    bytes.splice(at, 0, 0x12);
    expect(new ReplyParser().push(Buffer.from(bytes))).toEqual([
      { kind: 'real-time', byte: 0x12 },
      { kind: 'automatic', bytes: [0x14, 0x00, 0x03, 0x0f] },
    ]);
  }
});

test('a broken echo is noise, and what follows is understood again', () => {
  const replies = new ReplyParser().push(Buffer.from([0x37, 0x22, 0x41, 0x12, 0x12]));
  expect(replies.filter(({ kind }) => kind === 'process-id')).toEqual([]);
  expect(replies.at(-1)).toEqual({ kind: 'real-time', byte: 0x12 });
});

test('no bytes make it fail, and an echo is only what was an echo', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, split) => {
      const parser = new ReplyParser();
      const replies = [
        ...parser.push(bytes.subarray(0, split)),
        ...parser.push(bytes.subarray(split)),
      ];
      for (const reply of replies) {
        if (reply.kind !== 'process-id') continue;
        expect(Buffer.from(bytes).includes(Buffer.from(`7"${reply.token}\0`, 'latin1'))).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('status bytes mean what the manuals say', () => {
  expect(obstacle(fromRealTime(UNKNOWN_STATE, 4, 0x12))).toBeNull();
  expect(obstacle(fromRealTime(UNKNOWN_STATE, 2, 0x16))).toBe('cover-open');
  expect(obstacle(fromRealTime(UNKNOWN_STATE, 2, 0x32))).toBe('paper-out');
  expect(obstacle(fromRealTime(UNKNOWN_STATE, 2, 0x52))).toBe('printer-error');
  expect(obstacle(fromRealTime(UNKNOWN_STATE, 4, 0x72))).toBe('paper-out');
  expect(fromRealTime(UNKNOWN_STATE, 4, 0x1e).paper).toBe('low');
  expect(fromAutomatic([0x14, 0, 0, 0x0f])).toEqual({ paper: 'ok', cover: 'closed', fault: null });
  expect(obstacle(fromAutomatic([0x38, 0, 0, 0x0f]))).toBe('cover-open');
  expect(obstacle(fromAutomatic([0x1c, 0, 0x0f, 0x0f]))).toBe('paper-out');
  expect(obstacle(fromAutomatic([0x1c, 0x08, 0, 0x0f]))).toBe('printer-error');
});
