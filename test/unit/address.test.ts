import { expect, test } from 'vitest';
import { callerOf, isLoopback } from '../../server/access/address.js';

test('this machine is known by all its names for itself, and nobody else is', () => {
  for (const own of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1']) {
    expect(isLoopback(own)).toBe(true);
  }
  for (const other of [
    '',
    '10.0.0.2',
    '192.168.127.1',
    '::ffff:10.0.0.2',
    'fe80::1',
    '::127.0.0.1',
  ]) {
    expect(isLoopback(other)).toBe(false);
  }
});

test('all addresses of one household count as one caller', () => {
  expect(callerOf('192.168.1.7')).toBe('192.168.1.7');
  expect(callerOf('::ffff:192.168.1.7')).toBe('192.168.1.7');
  expect(callerOf('2001:db8:1:2::7')).toBe('2001:db8:1:2');
  expect(callerOf('2001:db8:1:2:a:b:c:d')).toBe('2001:db8:1:2');
  expect(callerOf('2001:db8::7')).toBe('2001:db8:0:0');
  expect(callerOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(callerOf('::1')).toBe('0:0:0:0');
  expect(callerOf('')).toBe('');
});
