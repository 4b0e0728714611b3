/** A site's own voice over HTTP: recorded on phones and in browsers, checked, made into clips, handed on. */
import { readdir } from 'node:fs/promises';
import request, { type Test } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clipList } from '../../server/domain/clip-list.js';
import type {
  RecordedPrompt,
  RecordingAbout,
  RecordingPack,
  RecordingsAnswer,
} from '../../server/protocol/recording.js';
import { readTar, writeTar } from '../../server/recording/tar.js';
import { areFrames, msOf } from '../../server/voice/frames.js';
import { answered, openHall, SITE_PATH, TOKEN, type HttpHall } from '../support/http-hall.js';
import { openRecorder } from '../support/recorder.js';
import { hear } from '../support/voices.js';
import {
  asFile,
  bundledSpeech,
  clipped,
  ffmpeg,
  inRoom,
  type Spoken,
} from '../support/recorded-speech.js';

const ABOUT: RecordingAbout = {
  name: 'Giọng chị Mỷ',
  language: 'vi',
  licence: 'CC0-1.0',
  speaker: '',
};
const BYTES = 'application/octet-stream';

let hall: HttpHall;
let speech: Map<string, Spoken['take']>;
beforeAll(async () => {
  [hall, speech] = await Promise.all([
    openHall(),
    bundledSpeech('vi').then((all) => new Map(all.map(({ id, take }) => [id, take]))),
  ]);
});
afterAll(() => hall.stop());

function ask(method: 'get' | 'post' | 'put' | 'delete', path: string, at = hall): Test {
  return at.program(method, `${SITE_PATH}/recordings${path}`);
}
async function begin(id: string, about: Partial<RecordingAbout> = {}): Promise<RecordingPack> {
  const body = { ...ABOUT, ...about, consent: true };
  return (await answered<RecordingPack>(200, ask('put', `/${id}`).send(body))).body;
}
/** Somebody reads a clip aloud in a room. */
function spoken(clip: string): Spoken['take'] {
  const take = speech.get(clip);
  if (take === undefined) throw new Error(`nobody says ${clip}`);
  return inRoom(take);
}
async function send(id: string, clip: string, file: Buffer, at = hall): Promise<RecordingPack> {
  const sent = ask('put', `/${id}/clips/${clip}`, at).set('Content-Type', BYTES).send(file);
  return (await answered<RecordingPack>(200, sent)).body;
}
async function refused(code: string, sent: Test): Promise<void> {
  expect((await sent).body).toMatchObject({ code });
}
function prompt(pack: RecordingPack, clip: string): RecordedPrompt {
  const found = pack.prompts.find(({ id }) => id === clip);
  if (found === undefined) throw new Error(`no prompt ${clip}`);
  return found;
}
async function bytesOf(path: string): Promise<Buffer> {
  const answer = await fetch(`${hall.url}${SITE_PATH}/recordings${path}`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return Buffer.from(await answer.arrayBuffer());
}

test('a voice begins with its speaker’s word, and needs it', async () => {
  const pack = await begin('giong-chi-my', { speaker: 'Giàng Thị Mỷ' });
  expect(pack).toMatchObject({ language: 'vi', speaker: 'Giàng Thị Mỷ', consentOn: '2026-11-23' });
  expect(pack.prompts.map(({ id }) => id)).toEqual(clipList('vi').map(({ id }) => id));
  expect(new Set(pack.prompts.map(({ state }) => state))).toEqual(new Set(['missing']));
  await refused('bad-request', ask('put', '/khac').send({ ...ABOUT, consent: false }));
  const other = { ...ABOUT, language: 'hmn', consent: true };
  await refused('voice-exists', ask('put', '/giong-chi-my').send(other));
  await refused('voice-exists', ask('put', '/vi').send({ ...ABOUT, consent: true }));
});

describe('recordings of phones and browsers', () => {
  test.each(['wav', 'm4a', 'ogg', 'mp3'] as const)('%s becomes a clip', async (kind) => {
    const id = `giong-${kind}`;
    await begin(id);
    const pack = await send(id, 'to-counter', await asFile(spoken('to-counter'), kind));
    expect(prompt(pack, 'to-counter')).toMatchObject({ state: 'recorded', flaws: [] });
    const clip = await bytesOf(`/${id}/clips/to-counter`);
    expect(areFrames(clip)).toBe(true);
    expect(prompt(pack, 'to-counter').ms).toBe(msOf(clip));
    const part = await ask('get', `/${id}/clips/to-counter`).set('Range', 'bytes=0-1').expect(206);
    expect(part.headers['content-range']).toBe(`bytes 0-1/${clip.length}`);
    // The silence before and after it is gone.
    expect(prompt(pack, 'to-counter').ms).toBeLessThan(1_500);
  });

  test('what is wrong is said, and what nobody says is not taken', async () => {
    await begin('giong-loi');
    const word = speech.get('digit-7');
    if (word === undefined) throw new Error('nobody says seven');
    const torn = await send('giong-loi', 'digit-7', await asFile(clipped(word, 10), 'wav'));
    expect(prompt(torn, 'digit-7').flaws).toContain('clipped');
    const again = await send('giong-loi', 'digit-7', await asFile(spoken('digit-7'), 'wav'));
    expect(prompt(again, 'digit-7').flaws).toEqual([]);
    const nobody = await asFile(inRoom({ samples: new Float32Array(12_000), rate: 24_000 }), 'wav');
    const path = '/giong-loi/clips/digit-7';
    await refused('take-silent', ask('put', path).set('Content-Type', BYTES).send(nobody));
    const { body } = await answered<RecordingsAnswer>(200, ask('get', ''));
    const kept = body.packs.find(({ id }) => id === 'giong-loi');
    expect(kept && prompt(kept, 'digit-7').version).toBe(prompt(again, 'digit-7').version);
  });

  test('what is no sound, too large, of another type or for no clip is refused', async () => {
    await begin('giong-la');
    const put = (clip: string, file: Buffer | string, type = BYTES): Test =>
      ask('put', `/giong-la/clips/${clip}`).set('Content-Type', type).send(file);
    const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:1\nfile:///etc/passwd\n';
    for (const file of ['', 'xin chào', playlist, 'ID3', 'OggS', 'RIFF....WAVEfmt ']) {
      await refused('sound-unreadable', put('digit-1', Buffer.from(file)));
    }
    await refused('too-large', put('digit-1', Buffer.alloc(4 * 1024 * 1024 + 1)));
    await refused('wrong-type', put('digit-1', '{}', 'application/json'));
    const wav = await asFile(spoken('digit-1'), 'wav');
    await refused('take-unknown', put('digit-99', wav));
    await refused('take-unknown', put('..%2f..%2fpack', wav));
    await refused('voice-unknown', ask('get', '/%2e%2e/clips/digit-1'));
    const cookie = await hall.signIn('lead');
    await request(hall.server)
      .put(`${SITE_PATH}/recordings/giong-la/clips/digit-1`)
      .set({ Cookie: cookie, Origin: hall.url, 'Content-Type': BYTES })
      .send(wav)
      .expect(403);
  });
});

describe('a whole voice', () => {
  let pack: RecordingPack;
  beforeAll(async () => {
    await begin('giong-day-du', { speaker: 'Lò Văn Pó' });
    for (const { id } of clipList('vi').filter(({ ms }) => ms.to < 5_000)) {
      pack = await send('giong-day-du', id, await asFile(spoken(id), 'wav'));
    }
  });

  test('has hardly a false alarm, and a word in the place of a phrase is told beside the others', async () => {
    const alarmed = pack.prompts.filter(({ flaws }) => flaws.length > 0);
    expect(alarmed.length / pack.prompts.length).toBeLessThan(0.05);
    const phrase = await asFile(spoken('call-citizen'), 'wav');
    const swapped = await send('giong-day-du', 'digit-2', phrase);
    expect(prompt(swapped, 'digit-2').flaws).toEqual(['long']);
    await send('giong-day-du', 'digit-2', await asFile(spoken('digit-2'), 'wav'));
  });

  test('speaks whole announcements as loud as the bundled ones, without a tear or a hole', async () => {
    const calls = ['number=A027&counter=3', 'number=L158&counter=12', 'number=K205&counter=21'];
    const sounds = await Promise.all(calls.map((call) => bytesOf(`/giong-day-du/sample?${call}`)));
    for (const [at, { ms, loudness, peak, gap }] of (await hear(sounds)).entries()) {
      expect(Math.abs(ms - msOf(sounds[at] ?? Buffer.alloc(0)))).toBeLessThanOrEqual(24);
      expect(Math.abs(loudness + 16)).toBeLessThanOrEqual(1);
      expect(peak).toBeLessThanOrEqual(-1.5);
      expect(gap).toBeLessThanOrEqual(250);
    }
    // The recorded words are heard, and not the bundled ones.
    const own = await bytesOf('/giong-day-du/clips/to-counter');
    const joined = await bytesOf('/giong-day-du/sample?number=A027&counter=3');
    expect(joined.includes(own)).toBe(true);
  });

  test('goes to another site as one file, and comes there once', async () => {
    const file = await bytesOf('/giong-day-du/file');
    const names = (readTar(file) ?? []).map(({ name }) => name);
    expect(names).toContain('pack.json');
    expect(names).toContain('digit-2.mp3');
    const elsewhere = await openHall();
    try {
      const give = () =>
        answered<RecordingPack>(
          201,
          ask('post', '/file', elsewhere).set('Content-Type', BYTES).send(file),
        );
      const { body: taken } = await give();
      expect(taken).toMatchObject({ name: ABOUT.name, speaker: 'Lò Văn Pó', inUse: false });
      expect(taken.prompts.filter(({ state }) => state === 'recorded')).toHaveLength(
        names.length - 2,
      );
      expect((await give()).body.id).toBe(taken.id);
      const { body } = await answered<RecordingsAnswer>(200, ask('get', '', elsewhere));
      expect(body.packs).toHaveLength(1);
    } finally {
      await elsewhere.stop();
    }
  });

  test('no file but a whole voice is taken in', async () => {
    const give = (file: Buffer): Test => ask('post', '/file').set('Content-Type', BYTES).send(file);
    const good = readTar(await bytesOf('/giong-day-du/file')) ?? [];
    const changed = (name: string, bytes: Buffer): Buffer =>
      writeTar(good.map((one) => (one.name === name ? { name, bytes } : one)));
    const noFrames = Buffer.alloc(144 * 20, 7);
    const foreign = Buffer.from('{"id":"../../x"}');
    for (const file of [
      Buffer.from('không phải tệp'),
      writeTar([]),
      writeTar(good).subarray(0, 20_000),
      changed('digit-2.mp3', noFrames),
      changed('pack.json', foreign),
      writeTar(good.filter(({ name }) => name !== 'digit-2.mp3')),
    ]) {
      await refused('voice-file', give(file));
    }
  });

  test('that its speaker keeps for here is handed to nobody', async () => {
    await begin('giong-rieng', { licence: 'this-site-only' });
    await refused('voice-local', ask('get', '/giong-rieng/file'));
  });

  test('is deleted with all its recordings, but not while it speaks in the hall', async () => {
    const used = hall.sites.get('ward')?.config;
    if (used === undefined) throw new Error('no site');
    const put = (packs: Record<string, string>, version: number): Test =>
      hall
        .program('put', `${SITE_PATH}/config`)
        .set({ 'Idempotency-Key': `voice-of-the-ward-${version}`, 'If-Match': `"${version}"` })
        .send({ ...used, version, voice: { ...used.voice, packs } });
    await answered(200, put({ vi: 'giong-day-du' }, used.version));
    const { body } = await answered<RecordingsAnswer>(200, ask('get', ''));
    expect(body.packs.find(({ id }) => id === 'giong-day-du')?.inUse).toBe(true);
    await refused('voice-in-use', ask('delete', '/giong-day-du'));
    await answered(200, put({}, used.version + 1));
    await answered(200, ask('delete', '/giong-day-du'));
    await refused('voice-unknown', ask('get', '/giong-day-du/clips/digit-2'));
  });
});

test('words of a language without texts of ours are kept with its clips', async () => {
  const pack = await begin('giong-mong', { language: 'hmn', name: 'Lus Hmoob' });
  expect(prompt(pack, 'to-counter').text).toBe('đến quầy số');
  const path = '/giong-mong/clips/to-counter';
  const words = { words: 'mus rau lub rooj thib' };
  const { body } = await answered<RecordingPack>(200, ask('put', `${path}/words`).send(words));
  expect(prompt(body, 'to-counter').words).toBe(words.words);
  const recorded = await send(
    'giong-mong',
    'to-counter',
    await asFile(spoken('to-counter'), 'wav'),
  );
  expect(prompt(recorded, 'to-counter')).toMatchObject({ state: 'recorded', ...words });
  const without = await answered<RecordingPack>(200, ask('delete', path));
  expect(prompt(without.body, 'to-counter').state).toBe('missing');
});

describe('a server without ffmpeg', () => {
  test('makes clips of what browsers record by lame, and says what it needs for the rest', async () => {
    const recorder = await openRecorder(hall.sites, hall.clock, {
      find: (name) => (name === 'lame' ? '/usr/bin/lame' : null),
    });
    await recorder.put('ward', 'giong', ABOUT);
    const wav = await asFile(spoken('digit-4'), 'wav');
    const pack = await recorder.take('ward', 'giong', 'digit-4', wav);
    expect(prompt(pack, 'digit-4').state).toBe('recorded');
    const clip = await recorder.clip('ward', 'giong', 'digit-4');
    expect(areFrames(clip)).toBe(true);
    await ffmpeg(['-f', 'mp3', '-i', 'pipe:0', '-f', 'null', '-'], clip);
    const phone = await asFile(spoken('digit-4'), 'm4a');
    await expect(recorder.take('ward', 'giong', 'digit-4', phone)).rejects.toMatchObject({
      code: 'sound-needs-ffmpeg',
    });
  });

  test('keeps what browsers record until somebody installs one, and then makes clips of it', async () => {
    let installed = false;
    const recorder = await openRecorder(hall.sites, hall.clock, {
      find: (name) => (installed && name === 'ffmpeg' ? '/usr/bin/ffmpeg' : null),
    });
    await recorder.put('ward', 'giong', ABOUT);
    const wav = await asFile(spoken('digit-4'), 'wav');
    const waiting = await recorder.take('ward', 'giong', 'digit-4', wav);
    expect(prompt(waiting, 'digit-4').state).toBe('waiting');
    expect((await recorder.list('ward')).tools).toEqual({ ffmpeg: false, lame: false });
    installed = true;
    const [pack] = (await recorder.list('ward')).packs;
    expect(pack && prompt(pack, 'digit-4').state).toBe('recorded');
  });
});

test('nothing of what was worked on stays in the temporary folder', async () => {
  const { tmpdir } = await import('node:os');
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('motcua-take-'))).toEqual([]);
});
