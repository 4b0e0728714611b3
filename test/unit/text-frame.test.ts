import { describe, expect, it } from 'vitest';
import { textFrame } from '../../server/live/text-frame.js';

/** Reads a frame as RFC 6455 §5.2 has it. */
function read(frame: Buffer): { first: number; masked: boolean; text: string } {
  const [first = 0, second = 0] = frame;
  const short = second & 0x7f;
  const rest = frame.subarray(2);
  const [length, head] =
    short < 126
      ? [short, 0]
      : short === 126
        ? [rest.readUInt16BE(), 2]
        : [Number(rest.readBigUInt64BE()), 8];
  const body = rest.subarray(head);
  if (body.length !== length) throw new Error(`${body.length} bytes where ${length} are said`);
  return { first, masked: second > 0x7f, text: body.toString() };
}

describe('a text as one frame', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
    'of %i bytes says so and is whole',
    (length) => {
      const text = 'ệ'.repeat(Math.floor(length / 3)) + 'A'.repeat(length % 3);
      expect(read(textFrame(text))).toEqual({ first: 0x81, masked: false, text });
    },
  );
});
