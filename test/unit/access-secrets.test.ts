import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Hasher } from '../../server/access/hasher.js';
import { freeLogin, loginOf } from '../../server/access/logins.js';
import { loadPepper } from '../../server/access/pepper.js';
import { isWeakPassword, isWeakPin } from '../../server/access/weak-secrets.js';

// The real hash, watched.
vi.mock('@node-rs/argon2', { spy: true });

describe('a PIN', () => {
  test.each([
    '000000',
    '111111',
    '123456',
    '654321',
    '234567',
    '890123',
    '123123',
    '121212',
    '112233',
    '998877',
    '123321',
    '147258',
    '159753',
    '010190',
    '01011985',
    '900101',
    '686868',
    '888888',
    '12345',
    '1234567890123',
    '12345a',
    '',
    '１２３４５６',
    '520520',
  ])('that everybody tries first is refused: %s', (pin) => {
    expect(isWeakPin(pin)).toBe(true);
  });

  test.each(['472918', '830571', '61728394', '150786', '739164', '000417'])(
    'of six or more digits that nobody tries first is good: %s',
    (pin) => {
      expect(isWeakPin(pin)).toBe(false);
    },
  );

  test('drawn at random is hardly ever refused', () => {
    let weak = 0;
    for (let n = 0; n < 1_000_000; n += 1) weak += isWeakPin(String(n).padStart(6, '0')) ? 1 : 0;
    expect(weak).toBeLessThan(5_000);
  });
});

describe('a password', () => {
  test.each([
    'password',
    'Password1!',
    'matkhau123',
    'Mật Khẩu 2026',
    'mật khẩu',
    '12345678',
    '87654321',
    'abcabcabc',
    'aaaaaaaa',
    'Vietnam!!!',
    'ANHYEUEM',
    'ngắn',
    'a'.repeat(9),
    'x'.repeat(129),
    'q1w2e3r4',
    'motcua2026',
  ])('that many have is refused: %s', (password) => {
    expect(isWeakPassword(password)).toBe(true);
  });

  test.each([
    'chợ phiên họp sáng chủ nhật',
    'tám chữ!',
    'correct horse',
    '漢字漢字假名片假',
    'x7#kQ2!m',
  ])('of eight characters or more, of any kind, is good: %s', (password) => {
    expect(isWeakPassword(password)).toBe(false);
  });
});

describe('a login', () => {
  test('is the name without accents and spaces, however it is typed', () => {
    for (const typed of [
      'Đặng Thị Ước',
      'dang thi uoc',
      'ĐẶNG THỊ ƯỚC'.normalize('NFD'),
      'DangThiUoc',
    ]) {
      expect(loginOf(typed)).toBe('dangthiuoc');
    }
  });

  test('gets a number where somebody has it, and some name where there is no letter', () => {
    expect(freeLogin('Vàng A Sử', new Set(['vangasu', 'vangasu2']))).toBe('vangasu3');
    expect(freeLogin('សុខា', new Set())).toBe('nv');
  });
});

describe('the pepper', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'motcua-pepper-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is made once, for this user’s eyes, and the same at the next start', async () => {
    const [one, other] = await Promise.all([loadPepper(folder, null), loadPepper(folder, null)]);
    expect(one).toHaveLength(32);
    expect(other).toEqual(one);
    expect(await loadPepper(folder, null)).toEqual(one);
    expect((await stat(join(folder, 'pepper'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['pepper']);
  });

  test('of the environment wins over the file; half of one is refused', async () => {
    expect((await loadPepper(folder, 'ab'.repeat(32)))[0]).toBe(0xab);
    await writeFile(join(folder, 'pepper'), 'short');
    await expect(loadPepper(folder, null)).rejects.toThrow('is not a pepper');
  });
});

describe('hashing', () => {
  const hasher = new Hasher(Buffer.alloc(32, 1));
  const stranger = (place: string) => ({ place, trusted: false });
  const HERE = stranger('here');

  test('is argon2id with 19 MiB and two passes, and useless without the pepper', async () => {
    const kept = await hasher.hash('472918');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(kept, '472918', HERE)).toBe(true);
    expect(await hasher.verify(kept, '472919', HERE)).toBe(false);
    expect(await new Hasher(Buffer.alloc(32, 2)).verify(kept, '472918', HERE)).toBe(false);
    expect(await hasher.verify(null, '472918', HERE)).toBe(false);
  });

  test('takes a secret however its accents are written', async () => {
    const kept = await hasher.hash('phiên chợ'.normalize('NFC'));
    expect(await hasher.verify(kept, 'phiên chợ'.normalize('NFD'), HERE)).toBe(true);
  });

  test('knows hashes of before, which are made anew when they are right', async () => {
    const secret = Buffer.alloc(32, 1);
    const old = await hash('472918', { secret, memoryCost: 8_192, timeCost: 1 });
    expect(hasher.outdated(old)).toBe(true);
    expect(await hasher.verify(old, '472918', HERE)).toBe(true);
    expect(hasher.outdated(await hasher.hash('472918'))).toBe(false);
  });

  test('does few at once and lets no single place take all the turns', async () => {
    const kept = await hasher.hash('472918');
    const greedy = Array.from({ length: 40 }, () => hasher.verify(kept, 'x', stranger('greedy')));
    const honest = hasher.verify(kept, '472918', stranger('honest'));
    const settled = await Promise.allSettled(greedy);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    expect(await honest).toBe(true);
    const crowd = Array.from({ length: 100 }, (_, n) =>
      hasher.verify(kept, 'x', stranger(`place ${n}`)),
    );
    const refused = (await Promise.allSettled(crowd)).filter(({ status }) => status === 'rejected');
    // Two that run, and half of those who may wait.
    expect(refused).toHaveLength(100 - 2 - 32);
    expect(await hasher.verify(kept, '472918', stranger('greedy'))).toBe(true);
  });

  test('leaves room for the hall’s own devices when strangers crowd in, and takes them first', async () => {
    const kept = await hasher.hash('472918');
    vi.mocked(verify).mockClear();
    const crowd = Array.from({ length: 40 }, (_, n) =>
      hasher.verify(kept, 'x', stranger(`crowd ${n}`)),
    );
    const tablet = hasher.verify(kept, '472918', { place: 'd-tablet', trusted: true });
    const settled = await Promise.allSettled(crowd);
    expect(await tablet).toBe(true);
    const order = vi.mocked(verify).mock.calls.map(([, secret]) => secret);
    // Behind those two that ran already.
    expect(order.indexOf('472918')).toBe(2);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(34);
  });
});
