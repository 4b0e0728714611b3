/** Zones are called aloud by a number, as clips know no names. */
import { expect, test } from 'vitest';
import { spokenZone, spokenZones } from '../../server/domain/spoken-zones.js';

const zones = (...names: string[]) =>
  names.map((name, at) => ({ id: `zone-${at}`, name: { vi: name, en: '' } }));
const numbers = (...names: string[]) => [...spokenZones(zones(...names)).values()];

test('a zone is called by the number in its name, or by its place where names give none', () => {
  expect(numbers('Tầng 2', 'Tầng 1')).toEqual([2, 1]);
  expect(numbers('Sảnh', 'Tầng 2')).toEqual([1, 2]);
  expect(numbers('Nhà A tầng 1', 'Nhà B tầng 1')).toEqual([1, 2]);
  expect(numbers('Phòng 201', 'Phòng 305')).toEqual([1, 2]);
});

test('zones are storeys only where all of them are called so', () => {
  const floors = zones('Tầng 2', 'Lầu 3');
  expect(spokenZone(floors, 'zone-1')).toEqual({ kind: 'floor', number: 3 });
  expect(spokenZone(zones('Khu 2', 'Tầng 1'), 'zone-0')).toEqual({ kind: 'area', number: 2 });
  expect(spokenZone(zones('Tầng trệt', 'Tầng 2'), 'zone-1')).toEqual({ kind: 'area', number: 2 });
});

test('a call names no zone where there is one, and none that is not there', () => {
  expect(spokenZone(zones('Tầng 1'), 'zone-0')).toBeNull();
  expect(spokenZone(zones('Tầng 1', 'Tầng 2'), 'zone-9')).toBeNull();
});
