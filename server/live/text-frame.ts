/** A text message of a server as one WebSocket frame in one buffer (RFC 6455 §5.2). */

/** Final frame of a text message. */
const FINAL_TEXT = 0x81;
/** Lengths up to this stand in the second byte; of more, two or eight bytes follow it. */
const SHORT = 125;
const MIDDLE = 0xffff;

export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length <= SHORT ? 2 : length <= MIDDLE ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = SHORT + 1;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = SHORT + 2;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
