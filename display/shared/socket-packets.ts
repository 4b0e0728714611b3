/**
 * Stands in for `socket.io-parser` in the screens' scripts: text only, since no screen sends or is
 * sent anything binary. https://socket.io/docs/v4/socket-io-protocol/
 */
export interface SocketPacket {
  type: number;
  nsp: string;
  id?: number;
  data?: unknown;
}

/** @public The socket's library asks for it. */
export const protocol = 5;
export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4 };

export class Encoder {
  encode({ type, nsp, id, data }: SocketPacket): string[] {
    const space = nsp && nsp !== '/' ? `${nsp},` : '';
    return [
      type + space + (id ?? '') + (data === undefined || data === null ? '' : JSON.stringify(data)),
    ];
  }
}

/** Type, namespace, id of the acknowledgement, data. */
const PACKET = /^([0-4])(?:(\/[^,]*),?)?(\d+)?([^]*)$/;

/** What is no packet throws: the library closes the connection and begins anew. */
export class Decoder {
  private listener: ((packet: SocketPacket) => void) | null = null;

  /** The only event is `decoded`. */
  on(_decoded: string, listener: (packet: SocketPacket) => void): void {
    this.listener = listener;
  }

  off(): void {
    this.listener = null;
  }

  destroy(): void {
    this.off();
  }

  add(text: string): void {
    const [, type, nsp = '/', id, json] = PACKET.exec(text) || [];
    if (type === undefined) throw new Error('no packet');
    const packet: SocketPacket = { type: Number(type), nsp };
    if (id) packet.id = Number(id);
    if (json) packet.data = JSON.parse(json);
    if (!isValid(packet)) throw new Error('no packet');
    if (this.listener) this.listener(packet);
  }
}

/** Events and acknowledgements are lists; what a script calls events of its own is never taken from the wire. */
function isValid({ type, data }: SocketPacket): boolean {
  if (type === PacketType.DISCONNECT) return data === undefined;
  if (type !== PacketType.EVENT && type !== PacketType.ACK) return !Array.isArray(data);
  return (
    Array.isArray(data) &&
    (type === PacketType.ACK || !/^(dis)?connect(_error|ing)?$/.test(String(data[0])))
  );
}
