/** The sound of announcements over HTTP, without anybody signed in: what a television and a speaker get. */
import express from 'express';
import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { audioRouter } from '../../server/http/audio.js';
import { SITE } from '../support/factories.js';
import { voiceDesk } from '../support/voices.js';

const app = express();
let src = '';
let bytes: Buffer = Buffer.alloc(0);
beforeAll(async () => {
  const { voices } = await voiceDesk();
  app.use(audioRouter(voices));
  const call = { kind: 'call', number: 'A027', counter: 3 } as const;
  const spoken = voices.spoken(SITE, { ...call, zone: null, again: false, last: false }, 'vi');
  src = spoken?.src ?? '';
  const name = src.split('/').at(-1)?.replace('.mp3', '') ?? '';
  bytes = voices.sound(SITE, name)?.bytes ?? bytes;
});

describe('an announcement', () => {
  test('is an MP3 that may be kept for ever', async () => {
    const answer = await request(app).get(src).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(answer.body).toEqual(bytes);
  });

  test('is given in parts to sets that ask for parts', async () => {
    const part = await request(app).get(src).set('Range', 'bytes=144-').expect(206);
    expect(part.headers['content-range']).toBe(`bytes 144-${bytes.length - 1}/${bytes.length}`);
    expect(part.body).toEqual(bytes.subarray(144));
    const odd = ['bytes=9999999-', 'bytes=0-1,4-5', 'words=1-2'];
    for (const range of odd) {
      const whole = await request(app).get(src).set('Range', range).expect(200);
      expect(whole.body).toEqual(bytes);
    }
  });

  test('under an address that another voice had is heard, and not kept', async () => {
    const other = src.replace(/[0-9a-f]{16}/, '0123456789abcdef');
    const answer = await request(app).get(other).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual(bytes);
  });

  test.each([
    ['of another site', (at: string) => at.replace(SITE, 'elsewhere')],
    ['outside of the grammar', (at: string) => at.replace('A027', 'A27')],
    ['without an end', (at: string) => at.replace('.mp3', '')],
    ['of a file', () => `/audio/${SITE}/..%2f..%2fvi%2fpack.json`],
    ['of another file', () => `/audio/..%2f..%2fetc/passwd.mp3`],
    [
      'of more than ten numbers',
      (at: string) => at.replace('call_A027_3', `batch_3${'_A027'.repeat(11)}`),
    ],
  ])('%s is none', async (_, change) => {
    await request(app).get(change(src)).expect(404);
  });
});
