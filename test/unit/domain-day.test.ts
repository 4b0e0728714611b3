import { describe, expect, it } from 'vitest';
import { businessDay, isoWeekday, localMinute, nextDayStart } from '../../server/domain/day.js';
import { formatNumber } from '../../server/domain/number.js';

const HANOI = 'Asia/Ho_Chi_Minh';

describe('the business day', () => {
  it('turns at local midnight, not at 07:00 when it turns in UTC', () => {
    const days = ['16:59:59', '17:00:00', '23:59:59'].map((clock) =>
      businessDay(Date.parse(`2026-11-22T${clock}Z`), HANOI),
    );
    expect(days).toEqual(['2026-11-22', '2026-11-23', '2026-11-23']);
    expect(businessDay(Date.parse('2026-11-23T00:00:00Z'), HANOI)).toBe('2026-11-23');
  });

  it('counts minutes from local midnight', () => {
    expect(localMinute(Date.parse('2026-11-22T17:00:00Z'), HANOI)).toBe(0);
    expect(localMinute(Date.parse('2026-11-23T00:30:59Z'), HANOI)).toBe(7 * 60 + 30);
    expect(localMinute(Date.parse('2026-11-23T16:59:59Z'), HANOI)).toBe(1439);
  });

  it('numbers the weekdays from Monday 1 to Sunday 7', () => {
    const monday = Date.parse('2026-11-23T01:00:00Z');
    const week = Array.from({ length: 7 }, (_, i) => isoWeekday(monday + i * 86_400_000, HANOI));
    expect(week).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('knows the first millisecond of the next day, also where clocks change', () => {
    const start = nextDayStart(Date.parse('2026-11-23T05:00:00Z'), HANOI);
    expect(new Date(start).toISOString()).toBe('2026-11-23T17:00:00.000Z');
    expect(nextDayStart(start, HANOI)).toBe(start + 86_400_000);
    expect(nextDayStart(start - 1, HANOI)).toBe(start);
    const longDay = nextDayStart(Date.parse('2026-10-24T22:00:00Z'), 'Europe/Berlin');
    expect(new Date(longDay).toISOString()).toBe('2026-10-25T23:00:00.000Z');
  });

  it('refuses a zone that does not exist', () => {
    expect(() => businessDay(0, 'Asia/Nowhere')).toThrow(RangeError);
  });
});

describe('a number', () => {
  it('has a letter and at least three digits', () => {
    const numbers = [1, 27, 999, 1000].map((n) => formatNumber('A', n));
    expect(numbers).toEqual(['A001', 'A027', 'A999', 'A1000']);
  });
});
