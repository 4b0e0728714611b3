/**
 * `T` as a zod schema puts it out: an optional key may also hold `undefined`. JSON has no `undefined`,
 * so what comes in over HTTP never does.
 */
export type Loose<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]: Loose<T[K]> | (object extends Pick<T, K> ? undefined : never) }
    : T;
