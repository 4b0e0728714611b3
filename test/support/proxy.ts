/** A TCP proxy that can lose what the far side says: a lost reply, a cut line, a frozen peer. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Proxy {
  port: number;
  /** How many answers were lost so far. */
  readonly lost: number;
  /**
   * The share (0–1) of answers to lose: the request passes, its answer does not, the line is cut.
   */
  losing(share: number): void;
  /** From now on everything takes so much longer (ms), in both directions and in its order. */
  slow(ms: number): void;
  /** Cuts every line now. */
  cut(): void;
  stop(): Promise<void>;
}

/** @param far port or unix socket that it passes everything on to. */
export async function proxyTo(
  far: { port: number } | { path: string },
  random: () => number = Math.random,
): Promise<Proxy> {
  const lines = new Set<Socket>();
  let share = 0;
  let lost = 0;
  let late = 0;
  /** Writes in turn, each as late as the line was slow when it came. */
  const passedOn = (to: Socket): ((chunk: Buffer) => void) => {
    let before = Promise.resolve();
    let under = 0;
    return (chunk) => {
      if (late === 0 && under === 0) {
        to.write(chunk);
        return;
      }
      under += 1;
      const own = pause(late);
      before = Promise.all([before, own]).then(() => {
        under -= 1;
        to.write(chunk);
      });
    };
  };
  const server = createServer((near) => {
    const remote = createConnection(far);
    for (const line of [near, remote]) {
      lines.add(line);
      line.setNoDelay(true);
      line.on('error', () => undefined);
      line.once('close', () => {
        lines.delete(line);
        near.destroy();
        remote.destroy();
      });
    }
    near.on('data', passedOn(remote));
    near.once('end', () => remote.end());
    const answer = passedOn(near);
    remote.on('data', (chunk) => {
      if (share > 0 && random() < share) {
        lost += 1;
        near.destroy();
        return;
      }
      answer(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get lost() {
      return lost;
    },
    losing(value) {
      share = value;
    },
    slow(ms) {
      late = ms;
    },
    cut,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
