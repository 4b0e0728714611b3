import { defineConfig } from 'vitest/config';

/** Before the files of those folders whose tests start products. */
const PRODUCTS = ['test/support/not-over-midnight.ts'];

/** A folder of tests as a project of its own: `npx vitest run --project store`. */
function folder(name: string, testTimeout: number, setupFiles: string[] = []) {
  return {
    test: {
      name,
      setupFiles,
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
      folder('printer', 30_000, PRODUCTS),
      folder('browser', 120_000, PRODUCTS),
      folder('chaos', 300_000, PRODUCTS),
    ],
  },
});
