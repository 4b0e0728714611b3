/**
 * One keep-alive connection that sends a POST and reads its answer with as little work as can be: what
 * a client spends is taken from a server that shares its cores.
 */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface Target {
  port: number;
  /** Path of the site in the API. */
  site: string;
  /** Bearer token. */
  token: string;
}

const HEAD_END = '\r\n\r\n';

export class HttpLine {
  readonly #headers: string;
  #received = '';
  #waiting: { resolve: (body: string) => void; reject: (error: Error) => void } | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly target: Target,
  ) {
    this.#headers = [
      'HTTP/1.1',
      `Host: 127.0.0.1:${target.port}`,
      `Authorization: Bearer ${target.token}`,
      'Content-Type: application/json',
      '',
    ].join('\r\n');
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(target: Target): Promise<HttpLine> {
    const socket = connect(target.port, '127.0.0.1');
    await once(socket, 'connect');
    return new HttpLine(socket, target);
  }

  /**
   * Sends one command and answers the body of its answer. One at a time.
   * @param path under the site, such as `tickets`
   * @param body ASCII
   * @throws Error on any answer that is not 2xx, and when the connection ends
   */
  post(path: string, key: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.socket.write(
        `POST ${this.target.site}/${path} ${this.#headers}Idempotency-Key: ${key}\r\n` +
          `Content-Length: ${body.length}${HEAD_END}${body}`,
      );
    });
  }

  close(): void {
    this.socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.slice(0, headEnd);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1]);
    if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
    if (this.#received.length < headEnd + HEAD_END.length + length) return;
    const body = this.#received.slice(headEnd + HEAD_END.length);
    this.#received = '';
    const waiting = this.#waiting;
    this.#waiting = null;
    if (/^HTTP\/1\.1 2/.test(head)) waiting?.resolve(body);
    else waiting?.reject(new Error(`${head.split('\r\n')[0]}: ${body}`));
  }
}
