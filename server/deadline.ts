import { AppError } from './errors.js';

/**
 * Waits at most `ms` for work that hangs on the store. What comes later is dropped: for a command that
 * means "not known", and whoever gave it sends it again with its key.
 * @throws AppError `store-down` when it takes longer, and what the work throws until then
 */
export async function answeredWithin<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('store-down')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
