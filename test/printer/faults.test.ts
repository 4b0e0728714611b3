import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERSONAS, type Persona } from '../../printer/virtual/virtual-printer.js';
import { PrinterSession } from '../../printer/session/session.js';
import { TcpTransport } from '../../printer/transport/tcp.js';
import { addressOf, BenchTop, PATIENT } from './bench-top.js';
import {
  attempt,
  FAULTS,
  type Fault,
  type Findings,
  FIRST,
  lying,
  placesFor,
  SECOND,
  type Trial,
  untilSent,
} from './fault-table.js';

/** Tries at once: each of them mostly waits. */
const AT_ONCE = 3;
const RUNS = Number(process.env['FAST_CHECK_RUNS'] ?? 30);
const FAULTY = Object.keys(FAULTS) as Fault[];

/** What holds for every printer, whatever it says of itself and wherever it was struck. */
function expectHonest({ persona }: Pick<Trial, 'persona'>, found: Findings): void {
  const { refused, first, second, paper } = found;
  const whole = (which: 'first' | 'second'): number =>
    paper.filter((each) => each === which).length;
  expect(paper).not.toContain('letters');
  for (const [result, which] of [
    [first, 'first'],
    [second, 'second'],
  ] as const) {
    // Asked for once, it never lies there twice.
    expect(whole(which)).toBeLessThanOrEqual(1);
    // Said to be there, it is there whole; else a person is asked, or it was never proved at all.
    if (result.outcome === 'printed') expect(whole(which)).toBe(1);
    expect(['printed', persona === 'mute' ? 'sent' : 'printed', 'unknown']).toContain(
      result.outcome,
    );
  }
  if (refused !== null) expect(refused.bytesSent).toBe(0);
  // Whatever was left of the first one, the second comes out clean.
  expect([second.outcome, whole('second')]).toEqual([persona === 'mute' ? 'sent' : 'printed', 1]);
}

/** Runs all tries, some at once, and names the one that a failure belongs to. */
async function each(
  trials: readonly [string, Trial][],
  look: (trial: Trial, found: Findings) => void,
) {
  const left = [...trials];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [name, trial] = next;
      const found = await attempt(trial);
      try {
        look(trial, found);
      } catch (error) {
        throw new Error(`${name}: ${JSON.stringify(found)}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One try for each kind of place in the bytes. */
function everywhere(persona: Persona, rest: Omit<Trial, 'persona' | 'after'>): [string, Trial][] {
  return [...placesFor(persona)].map(([place, after]) => [
    `${persona}, ${rest.fault} ${place}, mended ${rest.mended}`,
    { ...rest, persona, after },
  ]);
}

describe.concurrent.each(PERSONAS)('a printer of persona %s', { timeout: 120_000 }, (persona) => {
  const proves = persona !== 'mute';
  const knows = proves && persona !== 'always-ok';

  test('that is broken before it is asked gets no byte, unless it does not say so', async () => {
    const trials = FAULTY.map((fault): [string, Trial] => [
      `${persona}, ${fault} before`,
      { persona, fault, mended: 'too late', after: null, pace: null },
    ]);
    await each(trials, (trial, found) => {
      expectHonest(trial, found);
      if (knows && trial.fault !== 'the line is cut') expect(found.refused).not.toBeNull();
      if (found.refused !== null) expect(found.paper).toEqual(['first', 'second']);
    });
  });

  test.each(['the line is cut', 'the power is cut'] as const)(
    'where %s at any byte, nobody says that it printed',
    async (fault) => {
      await each(everywhere(persona, { fault, mended: 'at once', pace: null }), (trial, found) => {
        expectHonest(trial, found);
        if (proves)
          expect(found.first).toMatchObject({ outcome: 'unknown', cause: 'connection-lost' });
      });
    },
  );

  test.each(['the paper ends', 'the cover is opened', 'the cutter jams'] as const)(
    'where %s at any byte and somebody is there, one whole slip comes out',
    async (fault) => {
      await each(everywhere(persona, { fault, mended: 'at once', pace: null }), (trial, found) => {
        expectHonest(trial, found);
        expect(found.first.outcome).toBe(proves ? 'printed' : 'sent');
        expect(found.paper).toEqual(['first', 'second']);
      });
    },
  );

  test.each(['the paper ends', 'the cover is opened', 'the cutter jams'] as const)(
    'where %s at any byte and nobody comes, a person is asked, and the slip is not printed again',
    async (fault) => {
      await each(everywhere(persona, { fault, mended: 'too late', pace: null }), (trial, found) => {
        expectHonest(trial, found);
        if (proves) expect(found.first.outcome).toBe('unknown');
      });
    },
  );
});

test(
  'whatever goes wrong, at whatever byte, on whatever network: nothing is claimed that is not there',
  async () => {
    const trial = fc.record<Trial>({
      persona: fc.constantFrom(...PERSONAS),
      fault: fc.constantFrom(...FAULTY),
      mended: fc.constantFrom('at once', 'too late'),
      after: fc.nat({
        max: Math.min(...PERSONAS.map((each) => Math.max(...placesFor(each).values()))),
      }),
      pace: fc.constantFrom(null, 30_000, 200_000),
    });
    await fc.assert(
      fc.asyncProperty(trial, async (each) => expectHonest(each, await attempt(each))),
      { numRuns: RUNS },
    );
  },
  60_000 + RUNS * 1_000,
);

test('of two programs with one printer the second waits, and gets no byte in before its turn', async () => {
  await using top = await BenchTop.set({ persona: 'epson' }, 'epson-tm80');
  const other = new PrinterSession({
    transport: new TcpTransport(addressOf(top.printer)),
    profile: top.profile,
    times: { ...PATIENT, preflight: 500 },
    clean: true,
  });
  expect((await top.session.print(FIRST)).outcome).toBe('printed');
  other.start();
  // The printer serves one connection: the other one's questions stay in the network.
  expect(await other.print(SECOND)).toEqual({ outcome: 'blocked', bytesSent: 0, cause: 'silent' });
  expect((await top.session.print(FIRST)).outcome).toBe('printed');
  await top.session.stop();
  const waited = await untilSent(other, SECOND);
  await other.stop();
  expect(waited.outcome).toBe('printed');
  expect(lying(top)).toEqual(['first', 'first', 'second']);
});
