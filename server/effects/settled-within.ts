/**
 * Whether a piece of work came to its end within `ms` of real time. While Redis is down neither
 * ioredis nor BullMQ ever settles what waits for a connection, so whoever stops must not wait for it.
 * @returns false when it did not; what it ends with later is nobody's business any more
 */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
