/** A virtual printer behind a character device, plugged in and out like one on USB. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export class PrinterDevice implements AsyncDisposable {
  #cable: { pty: ChildProcess; socket: Socket } | null = null;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /**
   * Plugged in at once.
   * @param port of a virtual printer
   * @throws Error where there is no C compiler `cc`
   */
  static async at(port: number): Promise<PrinterDevice> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-device-'));
    const source = fileURLToPath(new URL('./pty.c', import.meta.url));
    await promisify(execFile)('cc', ['-o', join(folder, 'pty'), source]);
    const device = new PrinterDevice(folder, port);
    await device.plugIn();
    return device;
  }

  /** The same each time, as udev's names are. */
  get path(): string {
    return join(this.folder, 'printer');
  }

  async plugIn(): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    const pty = spawn(join(this.folder, 'pty'), { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = pty;
    stdout.pipe(socket);
    socket.pipe(stdin);
    for (const end of [socket, stdin]) end.on('error', () => undefined);
    const [name] = (await once(stderr, 'data')) as [Buffer];
    await symlink(name.toString().trim(), this.path);
    this.#cable = { pty, socket };
  }

  async pullOut(): Promise<void> {
    const cable = this.#cable;
    this.#cable = null;
    if (cable === null) return;
    await rm(this.path, { force: true });
    const gone = once(cable.pty, 'exit');
    cable.pty.kill();
    await gone;
    cable.socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pullOut();
    await rm(this.folder, { recursive: true, force: true });
  }
}
