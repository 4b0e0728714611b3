import { describe, expect, test } from 'vitest';
import { SystemClock, waitReal, type MachineClocks } from '../../server/clock.js';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 23, 5);

/** A machine whose clocks are moved by hand. */
class Machine implements MachineClocks {
  private wallAt = NOON;
  private monotonicAt = 5_000;
  private bootAt = 90_000;
  wall = (): number => this.wallAt;
  monotonic = (): number => this.monotonicAt;
  sinceBoot = (): number => this.bootAt;
  /** Time passes. */
  pass(ms: number): void {
    this.wallAt += ms;
    this.monotonicAt += ms;
    this.bootAt += ms;
  }
  /** Somebody sets the clock, or the network does. */
  set(by: number): void {
    this.wallAt += by;
  }
  sleep(ms: number): void {
    this.wallAt += ms;
    this.bootAt += ms;
  }
}

function setUp(simulated?: { at: number; speed: number }) {
  const machine = new Machine();
  return { machine, clock: new SystemClock({ machine, simulated: simulated ?? null }) };
}

describe("the site's clock", () => {
  test('is the machine’s while nothing else is known', () => {
    const { machine, clock } = setUp();
    machine.pass(90 * MINUTE);
    expect(clock.now()).toBe(NOON + 90 * MINUTE);
    expect(clock.speed).toBe(1);
    expect(clock.stepped()).toBe(false);
  });

  test('follows the store’s, so that several servers agree', async () => {
    const { machine, clock } = setUp();
    await clock.sync(() => Promise.resolve(machine.wall() + 40_000));
    expect(clock.now()).toBe(NOON + 40_000);
    machine.pass(MINUTE);
    expect(clock.now()).toBe(NOON + 40_000 + MINUTE);
  });

  test('counts half of the answer’s way, and leaves an answer that took too long aside', async () => {
    const { machine, clock } = setUp();
    await clock.sync(() => {
      machine.pass(100);
      const stored = machine.wall() + 7_000;
      machine.pass(100);
      return Promise.resolve(stored);
    });
    expect(clock.now()).toBe(machine.wall() + 7_000);
    await clock.sync(() => {
      machine.pass(1_500);
      return Promise.resolve(machine.wall() + 9_000);
    });
    expect(clock.now()).toBe(machine.wall() + 7_000);
  });

  test('goes on with the last offset while the store does not answer', async () => {
    const { machine, clock } = setUp();
    await clock.start(() => Promise.resolve(machine.wall() + 4_000));
    clock.stop();
    await clock.start(() => Promise.reject(new Error('down')));
    clock.stop();
    expect(clock.now()).toBe(NOON + 4_000);
  });
});

describe('a step of the clock', () => {
  test.each([10 * 365 * 24 * 60, -7 * 365 * 24 * 60, 3, -3])(
    'of %d minutes is seen at once',
    (by) => {
      const { machine, clock } = setUp();
      machine.pass(MINUTE);
      machine.set(by * MINUTE);
      expect(clock.stepped()).toBe(true);
    },
  );

  test('of less than two minutes is no step, nor are many small ones between measurements', async () => {
    const { machine, clock } = setUp();
    for (let i = 0; i < 10; i += 1) {
      machine.pass(MINUTE);
      machine.set(119_000);
      expect(clock.stepped()).toBe(false);
      await clock.sync(() => Promise.resolve(machine.wall()));
    }
  });

  test('is not forgotten because the clock went back, but when a lead confirms', async () => {
    const { machine, clock } = setUp();
    machine.set(60 * MINUTE);
    expect(clock.stepped()).toBe(true);
    machine.set(-60 * MINUTE);
    await clock.sync(() => Promise.resolve(machine.wall()));
    expect(clock.stepped()).toBe(true);
    clock.confirm(0);
    expect(clock.stepped()).toBe(false);
    machine.pass(MINUTE);
    expect(clock.now()).toBe(NOON + MINUTE);
  });

  test('can be corrected: the lead’s offset stands on top of the machine’s clock', () => {
    const { machine, clock } = setUp();
    machine.set(-7 * 365 * 24 * 60 * MINUTE);
    clock.confirm(7 * 365 * 24 * 60 * MINUTE);
    expect(clock.stepped()).toBe(false);
    expect(clock.now()).toBe(NOON);
  });

  test('is supposed where a correction may have outlived its cause, until a lead confirms', async () => {
    const { machine, clock } = setUp();
    clock.confirm(60 * MINUTE);
    clock.doubt();
    await clock.sync(() => Promise.resolve(machine.wall()));
    expect(clock.stepped()).toBe(true);
    expect(clock.now()).toBe(NOON + 60 * MINUTE);
    clock.confirm(0);
    expect(clock.stepped()).toBe(false);
    expect(clock.now()).toBe(NOON);
  });

  test('of the store’s machine counts too', async () => {
    const { machine, clock } = setUp();
    await clock.sync(() => Promise.resolve(machine.wall()));
    await clock.sync(() => Promise.resolve(machine.wall() + 10 * MINUTE));
    expect(clock.stepped()).toBe(true);
    clock.confirm(0);
    await clock.sync(() => Promise.resolve(machine.wall() + 10 * MINUTE));
    expect(clock.stepped()).toBe(false);
    expect(clock.now()).toBe(machine.wall() + 10 * MINUTE);
  });

  test('is not a machine that slept through the night', () => {
    const { machine, clock } = setUp();
    machine.sleep(9 * 60 * MINUTE);
    expect(clock.stepped()).toBe(false);
    expect(clock.now()).toBe(NOON + 9 * 60 * MINUTE);
    machine.set(5 * MINUTE);
    expect(clock.stepped()).toBe(true);
  });
});

describe('a simulated day', () => {
  const start = { at: Date.UTC(2020, 4, 12, 0, 30), speed: 120 };

  test('runs from its morning at its speed, untouched by the machine’s clock', async () => {
    const { machine, clock } = setUp(start);
    machine.pass(30_000);
    machine.set(500 * MINUTE);
    await clock.sync(() => Promise.resolve(NOON));
    clock.doubt();
    expect(clock.now()).toBe(start.at + 60 * MINUTE);
    expect(clock.stepped()).toBe(false);
    expect(clock.speed).toBe(120);
  });

  test('makes waits shorter by as much', () => {
    expect(waitReal(setUp(start).clock, 10 * MINUTE)).toBe(5_000);
    expect(waitReal(setUp().clock, 10 * MINUTE)).toBe(10 * MINUTE);
  });

  test('goes on where the server before it stopped, never back', () => {
    const { machine, clock } = setUp(start);
    clock.continueFrom(start.at + 90 * MINUTE);
    expect(clock.now()).toBe(start.at + 90 * MINUTE);
    machine.pass(1_000);
    clock.continueFrom(start.at);
    expect(clock.now()).toBe(start.at + 92 * MINUTE);
  });
});
