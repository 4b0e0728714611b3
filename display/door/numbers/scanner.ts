/** The page that reads the code of a slip: by the camera, else from a photo, else somebody types. */
import { isRecord, isTicket } from '../../shared/api.js';
import { isAvailable, openCamera } from '../../shared/secure-context.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import type { Drawn } from '../door-part.js';
import { meaningOf } from './code-meaning.js';
import { CodeReader } from './code-reader.js';
import { type ScanNews, scanView } from './scan-view.js';

/** Pause between two looks at the camera's picture, ms. */
const LOOK_MS = 150;

export class Scanner {
  private readonly reader: CodeReader;
  private stream: MediaStream | null = null;
  private open = false;
  private refused = !isAvailable('camera');
  private news: ScanNews = null;

  /**
   * @param script address of the reader's script
   * @param onFound a number of today, by the id of its ticket
   */
  constructor(
    private readonly screen: StaffScreen,
    script: string,
    private readonly onFound: (ticket: string) => void,
  ) {
    this.reader = new CodeReader(script);
  }

  /** Told at each drawing whether its page is open: the camera is on for so long, and no longer. */
  follow(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    this.news = null;
    if (open) void this.start();
    else this.stop();
  }

  draw(): Drawn {
    const scene = this.screen.scene();
    const { stream, refused, news } = this;
    return {
      title: scene.words.say('door.tab.find'),
      back: true,
      body: scanView(scene, refused ? 'none' : stream === null ? 'starting' : 'on', news),
      foot: [],
    };
  }

  private async start(): Promise<void> {
    if (!isAvailable('camera')) return;
    this.refused = false;
    try {
      const stream = await openCamera();
      if (!this.open) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.stream = stream;
      this.screen.redraw();
      await this.watch(stream);
    } catch {
      // Somebody said no, another program has it, or there is none.
      this.refused = true;
      this.stop();
      this.screen.redraw();
    }
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.reader.stop();
  }

  /** Looks until something is found or the page is left. */
  private async watch(stream: MediaStream): Promise<void> {
    while (this.stream === stream) {
      const video = document.querySelector('#scan-video');
      if (video instanceof HTMLVideoElement) {
        if (video.srcObject !== stream) {
          video.srcObject = stream;
          await video.play();
        }
        const { videoWidth: width, videoHeight: height } = video;
        const text =
          width > 0 ? await this.reader.readFrame({ source: video, width, height }) : null;
        if (text !== null && this.stream === stream) await this.take(text);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async photo(file: Blob): Promise<void> {
    this.tell('reading');
    try {
      const text = await this.reader.readPhoto(file);
      if (text === null) this.tell('nothing');
      else await this.take(text);
    } catch {
      // No picture that this browser can open.
      this.tell('nothing');
    }
  }

  private async take(text: string): Promise<void> {
    const meaning = meaningOf(text);
    const ticket =
      meaning === null
        ? null
        : 'number' in meaning
          ? this.byNumber(meaning.number)
          : await this.byToken(meaning.token);
    if (!this.open) return;
    if (ticket === null) this.tell('notHere');
    else this.onFound(ticket);
  }

  private byNumber(number: string): string | null {
    const { tickets } = this.screen.scene().board;
    return Object.values(tickets).find((ticket) => ticket.number === number)?.id ?? null;
  }

  private async byToken(token: string): Promise<string | null> {
    const { id } = this.screen.scene().site;
    try {
      const path = `/api/v1/sites/${encodeURIComponent(id)}/links/${encodeURIComponent(token)}`;
      const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
      const body: unknown = response.ok ? await response.json() : null;
      return isRecord(body) && isTicket(body) ? body.id : null;
    } catch {
      return null;
    }
  }

  private tell(news: ScanNews): void {
    if (this.news === news) return;
    this.news = news;
    this.screen.redraw();
  }
}
