/**
 * The phone's line to the server: a socket, and asking again over HTTP while there is none.
 *
 * socket.io's own client is 41 kB where nothing is compressed on the way, most of what this page may weigh on
 * 2G; of its protocol (engine.io 4, socket.io 5) a phone that only listens needs what stands here.
 */
import type { PhoneHello, PhoneState } from '../../server/protocol/phone.js';

export interface PhoneLineOptions {
  token: string;
  /** In which language the server names things. */
  names: 'vi' | 'en';
  onHello(hello: PhoneHello): void;
  onState(state: PhoneState): void;
  /** The number is of another day, or none. */
  onGone(): void;
}

export interface PhoneLine {
  /** ms of real time since the server was heard. */
  silent(): number;
  /** Looks at once whether the line still stands. */
  wake(): void;
  start(): void;
}

/** The server says something every 4 s. */
const SILENCE_MS = 9_000;
/** ms between two questions over HTTP while there is no socket. */
const ASK_MS = 8_000;
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;
const NAMESPACE = '/ticket,';

export function createPhoneLine(options: PhoneLineOptions): PhoneLine {
  const { token, names } = options;
  let socket: WebSocket | null = null;
  /** The namespace answered: the socket is what it should be. */
  let joined = false;
  let heard = performance.now();
  let asked = -ASK_MS;
  let retry = RETRY_MS;
  let waiting = 0;
  let over = false;

  function hear(): void {
    heard = performance.now();
  }

  function gone(): void {
    over = true;
    socket?.close();
    options.onGone();
  }

  function connect(): void {
    clearTimeout(waiting);
    if (over || socket !== null) return;
    const own = new WebSocket(
      `${location.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`,
    );
    socket = own;
    own.onmessage = ({ data }: MessageEvent<string>) => take(own, data);
    own.onclose = () => {
      if (socket !== own) return;
      socket = null;
      joined = false;
      retry = Math.min(retry * 2, LONGEST_RETRY_MS);
      waiting = window.setTimeout(connect, retry * (0.5 + Math.random()));
    };
  }

  /** Packets: `0` open, `2` ping, `40` connected, `42` event, `44` refused. */
  function take(own: WebSocket, packet: string): void {
    hear();
    const begin = packet.slice(0, 2);
    if (packet.startsWith('0')) own.send(`40${NAMESPACE}${JSON.stringify({ token, names })}`);
    else if (packet === '2') own.send('3');
    else if (begin === '40') {
      joined = true;
      retry = RETRY_MS;
    } else if (begin === '42') {
      tell(JSON.parse(packet.slice(2 + NAMESPACE.length)) as [string, PhoneHello & PhoneState]);
    }
    if (begin === '44') {
      if (packet.includes('ticket-unknown')) gone();
      else own.close();
    }
  }

  function tell([name, message]: [string, PhoneHello & PhoneState]): void {
    if (name === 'hello') options.onHello(message);
    else if (name === 'state') options.onState(message);
    else if (name === 'gone') gone();
  }

  async function ask(): Promise<void> {
    asked = performance.now();
    try {
      const answer = await fetch(`/api/v1/links/${token}?names=${names}`, { cache: 'no-store' });
      if (answer.status === 404) gone();
      if (!answer.ok || joined) return;
      hear();
      options.onState((await answer.json()) as PhoneState);
    } catch {
      // No network just now: whoever looks sees since when.
    }
  }

  /** A phone that slept has a socket that only seems open. */
  function watch(): void {
    const now = performance.now();
    if (socket !== null && now - heard > SILENCE_MS) {
      const dead = socket;
      socket = null;
      joined = false;
      dead.close();
      connect();
    }
    if (!joined && !over && now - asked >= ASK_MS && document.visibilityState === 'visible') {
      void ask();
    }
  }

  return {
    silent: () => performance.now() - heard,
    wake() {
      connect();
      watch();
    },
    start() {
      // The page itself is news enough: the first question comes after a while without a socket.
      asked = performance.now();
      connect();
      setInterval(watch, 1_000);
    },
  };
}
