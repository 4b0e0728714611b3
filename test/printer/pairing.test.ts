import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrintersAnswer } from '../../server/protocol/answers.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { Device } from '../../server/protocol/people.js';
import { product, type TestProduct } from '../support/product.js';
import { typeCode } from '../support/signed-in.js';

const AGENT = fileURLToPath(new URL('../../dist/printer/main.js', import.meta.url));

let hall: TestProduct;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-agent-'));
  hall = await product();
  const { body: config } = await hall.api.get<SiteConfig>(`${hall.site}/config`);
  if (config === null) throw new Error('no configuration');
  config.printers.push({ id: 'nha-kho', name: 'Máy in kho', address: 'remote', dots: 384 });
  const put = await hall.api.send('PUT', `${hall.site}/config`, config, {
    'if-match': `"${config.version}"`,
  });
  expect(put.status).toBe(200);
});
afterAll(async () => {
  await hall[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Agent extends AsyncDisposable {
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** Waits for a line that matches, in what it says or complains. */
  says(line: RegExp): Promise<RegExpExecArray>;
  ended: Promise<unknown[]>;
}

/** `npm run printer -- --pair` on a machine beside the printer. */
function startAgent(tokenFile: string): Agent {
  const paper = ['--folder', join(folder, 'paper')];
  const given = ['--server', hall.url, '--pair', '--token-file', tokenFile, ...paper];
  const child = spawn(process.execPath, [AGENT, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return {
    process: child,
    ended,
    says: (line) =>
      expect
        .poll(() => line.exec(said), { timeout: 15_000 })
        .not.toBeNull()
        .then(() => {
          const found = line.exec(said);
          if (found === null) throw new Error(`it never said ${String(line)}`);
          return found;
        }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

async function online(): Promise<boolean> {
  const { body } = await hall.api.get<PrintersAnswer>(`${hall.site}/printers`);
  return body?.printers.find(({ id }) => id === 'nha-kho')?.status?.online ?? false;
}

/** Whether the settings say of the device that it is here; `never` before it ever was. */
async function here(id: string): Promise<boolean | 'never'> {
  const { body } = await hall.api.get<{ devices: Device[] }>(`${hall.site}/devices`);
  const device = body?.devices.find((each) => each.id === id);
  return (device?.lastSeenAt ?? null) === null ? 'never' : (device?.online ?? false);
}

/** The code in its terminal is typed by a lead. */
async function pairedAs(agent: Agent, printer: string): Promise<Device> {
  const [, code = ''] = await agent.says(/Mã ghép của máy này: (\d{3} \d{3})/);
  return typeCode(hall, code, 'printer', `Máy ${printer}`, { printer });
}

describe('an agent beside a printer', () => {
  test('is paired by the code in its terminal, starts again with its own token, and ends when revoked', async () => {
    const file = join(folder, 'token.json');
    let device: Device;
    {
      await using agent = startAgent(file);
      device = await pairedAs(agent, 'nha-kho');
      await agent.says(/Đã ghép với máy in nha-kho của điểm sen-hong/);
      // No address was given: nobody shall wait for paper.
      await agent.says(/máy in ảo, xem phiếu ở http.*--address/);
      await expect.poll(online).toBe(true);
      await expect.poll(() => here(device.id)).toBe(true);
      const { mode } = await stat(file);
      expect(mode & 0o777).toBe(0o600);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ dots: 384 });
      agent.process.kill('SIGTERM');
      expect(await agent.ended).toEqual([0, null]);
    }
    await expect.poll(online).toBe(false);
    await expect.poll(() => here(device.id)).toBe(false);

    await using again = startAgent(file);
    await expect.poll(online).toBe(true);
    const answer = await fetch(`${hall.url}${hall.site}/devices/${device.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${hall.token}` },
    });
    expect(answer.status).toBe(200);
    await again.says(/Máy này đã bị thu hồi nên ngừng in/);
    expect(await again.ended).toEqual([3, null]);
    await expect(stat(file)).rejects.toThrow('ENOENT');
    expect(await online()).toBe(false);
  });

  test('prints although its token cannot be kept, until another one is paired for its printer', async () => {
    const file = join(folder, 'full.json');
    // Where the token would be written stands something else, as on a disk that is full or broken.
    await mkdir(`${file}.new`);
    await using first = startAgent(file);
    await pairedAs(first, 'nha-kho');
    await first.says(/Không ghi được .*full\.json \(\w+\): máy vẫn in/);
    await expect.poll(online).toBe(true);

    await using second = startAgent(join(folder, 'second.json'));
    await pairedAs(second, 'nha-kho');
    await first.says(/Máy in này nay do máy khác phục vụ/);
    expect(await first.ended).toEqual([4, null]);
    await expect.poll(online).toBe(true);
    expect(second.process.exitCode).toBeNull();
  });

  test('has a token that opens nothing but its own printer', async () => {
    const file = join(folder, 'other.json');
    await using agent = startAgent(file);
    await pairedAs(agent, 'nha-kho');
    await agent.says(/Đã ghép/);
    const { token } = JSON.parse(await readFile(file, 'utf8')) as { token: string };
    const status = async (path: string, method = 'GET'): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${hall.url}${hall.site}${path}`, { method, headers })).status;
    };
    expect(await status('/people')).toBe(403);
    expect(await status('/journal')).toBe(403);
    expect(await status('/config')).toBe(403);
  });

  test('that was paired as something else says so and ends', async () => {
    await using agent = startAgent(join(folder, 'wrong.json'));
    const [, code = ''] = await agent.says(/Mã ghép của máy này: (\d{3} \d{3})/);
    await typeCode(hall, code, 'tablet', 'Máy tính bảng');
    expect(await agent.ended).toEqual([1, null]);
    await expect(stat(join(folder, 'wrong.json'))).rejects.toThrow('ENOENT');
  });
});
