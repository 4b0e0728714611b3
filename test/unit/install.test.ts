/** What a mini-PC is set up with, as far as it can be read: units, the udev rule, the kiosk's script. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAddress } from '../../printer/address.js';
import { findProgram, ROOT } from '../../server/up/machine.mjs';
import { readUnit } from '../support/unit-file.js';

const FOLDER = fileURLToPath(new URL('../../server/install/', import.meta.url));
const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const UNITS = readdirSync(FOLDER).filter((name) => name.endsWith('.service'));

test('the server comes back after anything, without a limit, and is asked to end before it is killed', () => {
  const unit = readUnit(text('motcua.service'));
  expect(unit.get('Service', 'Restart')).toEqual(['always']);
  expect(unit.get('Unit', 'StartLimitIntervalSec')).toEqual(['0']);
  expect(unit.get('Service', 'KillMode')).toEqual(['mixed']);
  expect(Number(unit.get('Service', 'TimeoutStopSec')[0])).toBeGreaterThan(30);
  expect(unit.get('Install', 'WantedBy')).toEqual(['multi-user.target']);
  expect(unit.get('Unit', 'After').join(' ')).toContain('time-sync.target');
  // Nobody feeds a watchdog: it would end a healthy server.
  expect(unit.get('Service', 'WatchdogSec')).toEqual([]);
});

test('the server runs as a user of its own that can write its state and little else', () => {
  const unit = readUnit(text('motcua.service'));
  const expected = {
    User: 'motcua',
    NoNewPrivileges: 'yes',
    CapabilityBoundingSet: '',
    ProtectSystem: 'strict',
    ProtectHome: 'yes',
    PrivateTmp: 'yes',
    DevicePolicy: 'closed',
    StateDirectory: 'motcua',
    StateDirectoryMode: '0700',
    UMask: '0077',
  };
  for (const [name, value] of Object.entries(expected)) {
    expect(unit.get('Service', name), name).toEqual([value]);
  }
  expect(unit.get('Service', 'Environment')).toContain('DATA_DIR=/var/lib/motcua/data');
});

test('what the units start is what the build and the packages of the guide give', () => {
  const command = readUnit(text('motcua.service')).get('Service', 'ExecStart')[0] ?? '';
  expect(command).toBe('/usr/bin/node dist/server/main.js');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts['start']).toBe('node dist/server/main.js');
  const screen = readUnit(text('motcua-screen.service')).get('Service', 'ExecStart')[0] ?? '';
  const script = /\/opt\/motcua\/(\S+\.sh)/.exec(screen)?.[1] ?? '';
  expect(readFileSync(join(ROOT, script), 'utf8')).toMatch(/^#!\/bin\/sh\n/);
});

test('the rule gives USB printers to the group lp under names that a site can configure', () => {
  const rule = text('99-motcua-printer.rules');
  const lines = rule.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines).toHaveLength(1);
  for (const part of (lines[0] ?? '').split(', ')) {
    expect(part).toMatch(/^[A-Z]+(?:\{\w+\})?(?:==|\+=|=)"[^"]*"$/);
  }
  expect(rule).toContain('GROUP="lp", MODE="0660"');
  const names = (/SYMLINK\+="([^"]+)"/.exec(rule)?.[1] ?? '').split(' ');
  expect(names).toHaveLength(2);
  for (const name of names) {
    const path = `/dev/${name.replace('$env{ID_PATH_TAG}', 'pci-0000_00_14_0-usb-0_2_1_0')}`;
    expect(parseAddress(`device:${path}`)).toEqual({ kind: 'device', path });
  }
  const unit = readUnit(text('motcua.service'));
  expect(unit.get('Service', 'SupplementaryGroups')).toEqual(['lp']);
  expect(unit.get('Service', 'DeviceAllow')).toEqual(['char-usb rw', 'char-lp rw']);
});

test.each(UNITS)(
  '%s has sections, keys and values only, and no key that systemd does not know',
  (name) => {
    const content = text(name);
    for (const line of content.split('\n')) {
      expect(line).toMatch(/^(?:|#.*|\[(?:Unit|Service|Install)\]|[A-Z]\w+=.*)$/);
    }
    expect(findProgram('systemd-analyze'), 'systemd-analyze is installed').not.toBeNull();
    const folder = mkdtempSync(join(tmpdir(), 'motcua-units-'));
    // Programs of packages that this machine need not have stand for themselves elsewhere in these tests.
    const path = join(folder, name);
    writeFileSync(path, content.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
    const { stdout, stderr, status } = spawnSync('systemd-analyze', ['verify', path], {
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_LOG_LEVEL: 'warning' },
    });
    rmSync(folder, { recursive: true });
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  },
);

test('the script of the kiosk is one that every shell can read', () => {
  const script = join(FOLDER, 'kiosk.sh');
  for (const shell of ['sh', 'bash', 'dash'].filter((each) => findProgram(each) !== null)) {
    const { status, stderr } = spawnSync(shell, ['-n', script], { encoding: 'utf8' });
    expect(stderr, shell).toBe('');
    expect(status, shell).toBe(0);
  }
  // What bash knows and others do not.
  expect(text('kiosk.sh')).not.toMatch(/\[\[ |^\s*(?:function|local|declare) |<\(|\$'|&>/m);
});

test('the page that waits names nobody elsewhere and speaks both languages', () => {
  const page = text('boot.html');
  expect(page).not.toMatch(/(?:src|href)=/);
  expect(page).toContain('lang="en"');
  expect(page).toContain('/healthz');
});
