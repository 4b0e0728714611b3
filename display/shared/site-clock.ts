/** Site time on a screen: the server's, run on by the machine's monotonic clock. */
export interface SiteClock {
  /** Site time, ms. */
  now(): number;
  /** Speed of site time against real time. */
  speed(): number;
  /** The server said what time it is. */
  set(at: number, speed: number): void;
  /**
   * A message carried the time of its making: taken over when it is far off (a computer that slept,
   * a lead who put the clock right), else it would only add the network's jitter.
   */
  follow(at: number): void;
}

/** Further off than this (real ms) a clock is put right. */
const TOLERANCE_MS = 3_000;

export function createSiteClock(at: number, speed: number): SiteClock {
  let base = at;
  let pace = speed;
  let mark = performance.now();
  const now = () => base + (performance.now() - mark) * pace;
  function set(nextAt: number, nextSpeed: number): void {
    base = nextAt;
    pace = nextSpeed;
    mark = performance.now();
  }
  return {
    now,
    speed: () => pace,
    set,
    follow(nextAt) {
      if (Math.abs(now() - nextAt) > TOLERANCE_MS * pace) set(nextAt, pace);
    },
  };
}
