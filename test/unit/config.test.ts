import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, parseSimulatedDay, readConfig } from '../../server/config.js';

/** The variables that are refused. */
function refused(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.variables;
    throw error;
  }
}

describe('the environment', () => {
  test('may say nothing: everything has a default', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: null,
      dataDir: resolve('data'),
      backupDir: null,
      redisUrl: null,
      speakerCommand: null,
      redisJobsUrl: null,
      printerNetworks: null,
      publicUrl: null,
      adminToken: null,
      accessPepper: null,
      tls: null,
      httpPort: 3080,
      mdnsName: 'motcua',
      logLevel: 'info',
      clock: null,
    });
  });

  test('names networks in which printers are looked for, private ones alone', () => {
    const networks = (text: string) => readConfig({ PRINTER_NETWORKS: text }).printerNetworks;
    expect(networks('192.168.5.0/24, 127.1.2.0/29')).toEqual(['192.168.5.0/24', '127.1.2.0/29']);
    expect(networks('none')).toEqual([]);
    for (const text of [
      '8.8.8.0/24',
      '10.0.0.0/8',
      '172.32.0.0/24',
      '192.168.1.1',
      '10.0.0.300/24',
    ]) {
      expect(refused({ PRINTER_NETWORKS: text })).toEqual(['PRINTER_NETWORKS']);
    }
  });

  test('is read whole, and cannot be changed afterwards', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/motcua',
      REDIS_URL: 'rediss://user:pass@redis.example.vn:6380/1',
      REDIS_JOBS_URL: 'unix:///run/redis/jobs.sock',
      PUBLIC_URL: 'https://motcua.example.vn/',
      ADMIN_TOKEN: 'sixteen-letters!',
      LOG_LEVEL: 'warn',
      CLOCK: '2020-05-12T07:30@120',
      HOME: '/root',
    });
    expect(config).toMatchObject({
      port: 8080,
      dataDir: '/srv/motcua',
      redisJobsUrl: 'unix:///run/redis/jobs.sock',
      publicUrl: 'https://motcua.example.vn',
      clock: { at: Date.UTC(2020, 4, 12, 0, 30), speed: 120 },
    });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.clock)).toBe(true);
  });

  test('may name a certificate, a port for plain HTTP and a name, or switch the last two off', () => {
    expect(
      readConfig({
        TLS_CERT: '/srv/a.pem',
        TLS_KEY: '/srv/a.key',
        HTTP_PORT: '8080',
        MDNS_NAME: 'Sen-Hong',
      }),
    ).toMatchObject({
      tls: { cert: '/srv/a.pem', key: '/srv/a.key' },
      httpPort: 8080,
      mdnsName: 'sen-hong',
    });
    expect(readConfig({ HTTP_PORT: 'none', MDNS_NAME: 'none' })).toMatchObject({
      httpPort: null,
      mdnsName: null,
    });
    expect(refused({ TLS_CERT: '/srv/a.pem' })).toEqual(['TLS_KEY']);
    expect(refused({ TLS_KEY: '/srv/a.key' })).toEqual(['TLS_CERT']);
    expect(refused({ MDNS_NAME: 'sen hồng', HTTP_PORT: 'all' })).toEqual([
      'HTTP_PORT',
      'MDNS_NAME',
    ]);
  });

  test('counts an empty variable as absent', () => {
    expect(readConfig({ ADMIN_TOKEN: '', PORT: '', CLOCK: '' })).toMatchObject({
      adminToken: null,
      port: 3000,
    });
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['HOST', 'two words'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost'],
    ['REDIS_JOBS_URL', 'unix://relative.sock'],
    ['PUBLIC_URL', 'motcua.example.vn'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['ADMIN_TOKEN', 'fifteen-letters'],
    ['ADMIN_TOKEN', 'a token with spaces in it'],
    ['LOG_LEVEL', 'loud'],
    ['CLOCK', 'yesterday'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(refused({ [name]: value })).toEqual([name]);
  });

  test('names everything that is wrong at once, and asks for exit code 2', () => {
    expect(refused({ PORT: 'x', CLOCK: 'x', ADMIN_TOKEN: 'x' })).toEqual([
      'PORT',
      'ADMIN_TOKEN',
      'CLOCK',
    ]);
    expect(new ConfigError(['PORT']).exitCode).toBe(2);
  });

  test('never repeats a secret in its complaint', () => {
    expect(() => readConfig({ ADMIN_TOKEN: 'too-short' })).toThrow(/^ADMIN_TOKEN$/);
  });
});

describe('CLOCK', () => {
  test('is local time in Vietnam, whatever zone the machine is in', () => {
    expect(parseSimulatedDay('2020-05-12T00:00')).toEqual({
      at: Date.UTC(2020, 4, 11, 17),
      speed: 1,
    });
    expect(parseSimulatedDay('2024-02-29T23:59@0.5')).toEqual({
      at: Date.UTC(2024, 1, 29, 16, 59),
      speed: 0.5,
    });
  });

  test.each([
    '2023-02-29T07:30',
    '2020-04-31T07:30',
    '2020-13-01T07:30',
    '2020-05-12T24:00',
    '2020-05-12T07:60',
    '2020-05-12',
    '2020-05-12T07:30@',
    '2020-05-12T07:30@0',
    '2020-05-12T07:30@-1',
    '2020-05-12T07:30@3601',
    '2020-05-12T07:30@1e3',
    '2020-05-12T07:30Z',
    ' 2020-05-12T07:30',
  ])('refuses %s', (text) => {
    expect(parseSimulatedDay(text)).toBeNull();
  });
});
