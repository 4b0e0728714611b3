/** What screens say and hear on the wire, against the published protocols of engine.io and socket.io. */
import { describe, expect, test } from 'vitest';
import {
  decodePacket,
  decodePayload,
  encodePacket,
  encodePayload,
  type EnginePacket,
} from '../../display/shared/engine-packets.js';
import {
  Decoder,
  Encoder,
  PacketType,
  type SocketPacket,
} from '../../display/shared/socket-packets.js';

describe('engine.io packets', () => {
  test.each<[string, EnginePacket]>([
    ['0{"sid":"x"}', { type: 'open', data: '{"sid":"x"}' }],
    ['1', { type: 'close' }],
    ['2probe', { type: 'ping', data: 'probe' }],
    ['3', { type: 'pong' }],
    ['42["hello"]', { type: 'message', data: '2["hello"]' }],
    ['5', { type: 'upgrade' }],
    ['6', { type: 'noop' }],
  ])('%s on the wire', (wire, packet) => {
    expect(decodePacket(wire)).toEqual(packet);
    let said = '';
    encodePacket(packet, true, (text) => (said = text));
    expect(said).toBe(wire);
  });

  test('several of one polling request, up to the first that is none', () => {
    let said = '';
    encodePayload([{ type: 'message', data: 'a' }, { type: 'ping' }], (text) => (said = text));
    expect(said).toBe('4a\x1e2');
    expect(decodePayload('4a\x1ex\x1e2')).toEqual([
      { type: 'message', data: 'a' },
      { type: 'error', data: 'parser error' },
    ]);
  });

  test.each(['', '7', 'x', '-', 'bAQID', new ArrayBuffer(1)])('%j is no packet', (wire) => {
    expect(decodePacket(wire).type).toBe('error');
  });
});

describe('socket.io packets', () => {
  const { CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR } = PacketType;
  const heard = (wire: string): SocketPacket | null => {
    const decoder = new Decoder();
    let packet: SocketPacket | null = null;
    decoder.on('decoded', (each) => (packet = each));
    decoder.add(wire);
    return packet;
  };

  test.each<[string, SocketPacket]>([
    ['0', { type: CONNECT, nsp: '/' }],
    ['0{"sid":"x"}', { type: CONNECT, nsp: '/', data: { sid: 'x' } }],
    ['0/hall,{"site":"s"}', { type: CONNECT, nsp: '/hall', data: { site: 's' } }],
    ['1/hall,', { type: DISCONNECT, nsp: '/hall' }],
    ['2["load",{"at":1}]', { type: EVENT, nsp: '/', data: ['load', { at: 1 }] }],
    ['2/hall,17["sound",null]', { type: EVENT, nsp: '/hall', id: 17, data: ['sound', null] }],
    ['3/hall,17["played"]', { type: ACK, nsp: '/hall', id: 17, data: ['played'] }],
    ['4/hall,{"message":"no"}', { type: CONNECT_ERROR, nsp: '/hall', data: { message: 'no' } }],
    [
      '2/hall,["say","hai dòng\\nvà 12,5"]',
      { type: EVENT, nsp: '/hall', data: ['say', 'hai dòng\nvà 12,5'] },
    ],
  ])('%s on the wire', (wire, packet) => {
    expect(heard(wire)).toEqual(packet);
    expect(new Encoder().encode(packet)).toEqual([wire]);
  });

  test.each([
    '',
    '5',
    '9',
    '51-["b",{"_placeholder":true,"num":0}]',
    '2{}',
    '2["connect"]',
    '2["disconnect"]',
    '3',
    '1{}',
    '2[',
    '0[]',
  ])('%s is refused', (wire) => {
    expect(() => heard(wire)).toThrow();
  });
});
