/** The two command lines as somebody types them: help, wrong words, taken ports, and what a shell learns of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const built = (path: string): string =>
  fileURLToPath(new URL(`../../dist/printer/${path}`, import.meta.url));
const AGENT = built('main.js');
const VIRTUAL = built('virtual/main.js');

let folder: string;
let taken: Server;
let port: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-command-'));
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  port = String(typeof address === 'object' && address !== null ? address.port : 0);
});
afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  said: string;
  complained: string;
}
async function run(program: string, ...given: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...given], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  return { code: child.exitCode, said, complained };
}

describe('a command line', () => {
  test.each([
    ['printer', AGENT, ['--pair', '--token-file', '--address', '--find', '--network']],
    ['virtual-printer', VIRTUAL, ['--persona', '--mm-per-second', '--buffer', '--roll']],
  ])('npm run %s explains every option in the language asked for', async (_name, program, some) => {
    const [vi, en] = await Promise.all([
      run(program, '--help'),
      run(program, '--help', '--language', 'en'),
    ]);
    expect([vi.code, en.code, vi.complained, en.complained]).toEqual([0, 0, '', '']);
    for (const option of some) expect(en.said).toMatch(new RegExp(`^ {2}${option}\\b`, 'm'));
    expect(vi.said).toContain('ngôn ngữ (vi)');
    expect(en.said).toContain('language (vi)');
  });

  test('says in one line what is wrong with it, with exit code 2, before anything begins', async () => {
    const wrong: [string, string[], string][] = [
      [AGENT, [], 'Cần --pair để ghép máy này'],
      [AGENT, ['--nonsense'], 'Không có tuỳ chọn --nonsense.'],
      [AGENT, ['--pair', '--server', '192.168.1.10'], '--server phải là địa chỉ như'],
      [AGENT, ['--pair', '--address', '/dev/sda'], '“/dev/sda”'],
      [AGENT, ['--pair', '--profile', 'epson'], 'epson-tm80, generic-58'],
      [AGENT, ['--site', 'a', '--printer', 'b'], 'PRINTER_TOKEN'],
      [AGENT, ['--find', '--network', '8.8.8.0/24'], '“8.8.8.0/24”'],
      [VIRTUAL, ['--port', '65536'], '--port phải là số nguyên từ 0 đến 65535'],
      [VIRTUAL, ['--dots', '600'], '384, 512, 576'],
      [VIRTUAL, ['--speed', '0'], '--speed'],
      [VIRTUAL, ['paper'], 'Thừa “paper”'],
      [VIRTUAL, ['--language', 'fr', '--language', 'xx'], 'vi, en'],
      [VIRTUAL, ['--persona', 'robot', '--language=en'], 'There is no “robot”. See --help.'],
    ];
    const ended = await Promise.all(wrong.map(([program, given]) => run(program, ...given)));
    for (const [at, [, given, words]] of wrong.entries()) {
      expect(ended[at], given.join(' ')).toMatchObject({ code: 2, said: '' });
      expect(ended[at]?.complained).toContain(words);
      expect(ended[at]?.complained.trim()).not.toContain('\n');
    }
  });

  test('ends with exit code 1 and plain words where the machine stands against it', async () => {
    const torn = join(folder, 'torn.json');
    await writeFile(torn, '{"server":');
    const failing: [string, string[], string][] = [
      [VIRTUAL, ['--port', port, '--page', '0'], `Cổng ${port} đang có chương trình khác dùng.`],
      [VIRTUAL, ['--port', '0', '--page', port], `Cổng ${port} đang có chương trình khác dùng.`],
      [VIRTUAL, ['--port', '0', '--page', '0', '--folder', torn], `Không mở hoặc không ghi được`],
      [AGENT, ['--pair', '--token-file', torn], `Tệp ${torn} không phải mã của máy in.`],
    ];
    const ended = await Promise.all(failing.map(([program, given]) => run(program, ...given)));
    for (const [at, [, given, words]] of failing.entries()) {
      expect(ended[at]?.code, given.join(' ')).toBe(1);
      expect(ended[at]?.complained).toContain(words);
      expect(ended[at]?.complained.trim()).not.toContain('\n');
    }
  });
});
