/** Pictures for the hall's screens: what is none is refused, what is taken never changes. */
import { randomBytes } from 'node:crypto';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPicture } from '../../server/media/picture.js';
import { SITE } from '../support/factories.js';
import { openHall, type HttpHall } from '../support/http-hall.js';

let hall: HttpHall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.stop());

const MEDIA = `/api/v1/sites/${SITE}/media`;
const png = (width: number, height: number): Buffer => PNG.sync.write(new PNG({ width, height }));
const upload = (bytes: Buffer) =>
  hall.program('post', MEDIA).send({ data: bytes.toString('base64') });

describe('a picture for the hall', () => {
  test('is named after its content and given out for a year', async () => {
    const bytes = png(320, 180);
    const answer = await upload(bytes).expect(201);
    const { file, src } = answer.body as { file: string; src: string };
    expect(file).toMatch(/^[0-9a-f]{32}\.png$/);
    expect((await upload(bytes).expect(201)).body).toEqual({ file, src });
    const given = await fetch(hall.url + src);
    expect([given.status, given.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(given.headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
    expect(given.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await given.arrayBuffer())).toEqual(bytes);
  });

  test.each<[string, Buffer]>([
    ['a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
    ['nothing', Buffer.alloc(0)],
    ['what is cut off', png(2, 2).subarray(0, 18)],
    ['noise', randomBytes(4_000)],
    [
      'more pixels than a television bears',
      Buffer.concat([png(1, 1).subarray(0, 16), Buffer.from('7fffffff00000100', 'hex')]),
    ],
  ])('is not %s', async (_, bytes) => {
    const answer = await upload(bytes);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([400, 'picture-unfit']);
  });

  test('is not found under a name that no upload was given', async () => {
    for (const path of [`${SITE}/${'0'.repeat(32)}.png`, `${SITE}/..%2f..%2fpepper`, '../pepper']) {
      expect((await fetch(`${hall.url}/media/${path}`)).status, path).toBe(404);
    }
  });

  test('is read whatever its kind', () => {
    const jpeg = Buffer.from(
      'ffd8ffe000104a46494600010100000100010000ffc0000b0800b40140010111',
      'hex',
    );
    expect(readPicture(jpeg)).toEqual({ type: 'jpg', width: 320, height: 180 });
    const webp = (kind: string, rest: string): Buffer =>
      Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}`, 'latin1'), Buffer.from(rest, 'hex')]);
    const lossy = webp('VP8 ', `00000000${'000000'}9d012a4001b400`);
    expect(readPicture(lossy)).toEqual({ type: 'webp', width: 320, height: 180 });
    const extended = webp('VP8X', '0a000000000000003f0100b30000');
    expect(readPicture(extended)).toEqual({ type: 'webp', width: 320, height: 180 });
  });
});
