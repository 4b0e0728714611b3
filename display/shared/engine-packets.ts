/**
 * Stands in for `engine.io-parser` in the screens' scripts: text only, since no screen sends or is
 * sent anything binary. https://socket.io/docs/v4/engine-io-protocol/
 */
export interface EnginePacket {
  type: string;
  data?: string;
}

/** @public The socket's library asks for it. */
export const protocol = 4;
/** Places are the digits on the wire. */
const TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];
const SEPARATOR = '\x1e';
/** What the library closes the connection for. */
const ERROR: EnginePacket = { type: 'error', data: 'parser error' };

const encoded = ({ type, data }: EnginePacket) => TYPES.indexOf(type) + (data || '');

export function encodePacket(
  packet: EnginePacket,
  _binary: boolean,
  give: (text: string) => void,
): void {
  give(encoded(packet));
}

/** Several packets of one polling request. */
export function encodePayload(
  packets: readonly EnginePacket[],
  give: (text: string) => void,
): void {
  give(packets.map(encoded).join(SEPARATOR));
}

export function decodePacket(text: unknown): EnginePacket {
  if (typeof text !== 'string') return ERROR;
  const type = TYPES[Number(text.charAt(0) || '-')];
  return type ? { type, ...(text.length > 1 && { data: text.substring(1) }) } : ERROR;
}

/** Nothing after a packet that cannot be read. */
export function decodePayload(payload: string): EnginePacket[] {
  const packets: EnginePacket[] = [];
  for (const text of payload.split(SEPARATOR)) {
    const packet = decodePacket(text);
    packets.push(packet);
    if (packet === ERROR) break;
  }
  return packets;
}
