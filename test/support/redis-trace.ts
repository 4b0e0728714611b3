/** What scripts did to Redis, call by call, as Redis itself tells it (`MONITOR`). */
import type { Redis } from 'ioredis';

export interface Call {
  /** Lower case. */
  command: string;
  key: string;
}

export interface Trace {
  /** The calls of all scripts that ran since the last time it was asked. */
  calls(): Promise<Call[]>;
}

/** Starts listening. @param client carries the markers up to which is read */
export async function trace(client: Redis): Promise<Trace> {
  const monitor = await client.duplicate({ retryStrategy: () => null }).monitor();
  let calls: Call[] = [];
  let marker = 0;
  const waiting = new Map<string, () => void>();
  monitor.on('monitor', (_time: string, args: string[], source: string) => {
    const [command = '', key = ''] = args;
    if (source.startsWith('lua')) calls.push({ command: command.toLowerCase(), key });
    waiting.get(key)?.();
  });
  return {
    async calls() {
      const name = `trace-marker-${++marker}`;
      const seen = new Promise<void>((resolve) => waiting.set(name, resolve));
      await client.echo(name);
      await seen;
      const told = calls;
      calls = [];
      return told;
    },
  };
}

const WRITES = new Set('xadd hset hdel zadd zrem sadd srem set del'.split(' '));

export function isWrite({ command }: Call): boolean {
  return WRITES.has(command);
}
