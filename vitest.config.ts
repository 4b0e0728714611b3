import { defineConfig } from 'vitest/config';

/** A folder of tests as a project of its own: `npx vitest run --project store`. */
function folder(name: string, testTimeout: number) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      testTimeout,
      hookTimeout: Math.max(testTimeout, 30_000),
      // A busy machine is slow, not wrong: the usual second fails tests that are right.
      expect: { poll: { timeout: 10_000 } },
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    // The business day must not be the machine's: halls run on machines in any zone.
    env: { TZ: 'UTC' },
    projects: [
      folder('unit', 20_000),
      folder('store', 120_000),
      folder('http', 30_000),
      folder('live', 30_000),
      folder('printer', 30_000),
      folder('browser', 120_000),
      folder('chaos', 300_000),
    ],
  },
});
