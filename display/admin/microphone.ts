/** One take from the microphone of this machine, as a WAV file. */
import { openMicrophone } from '../shared/secure-context.js';

/** ms at both ends that hold the sound of the key which began and ended the take. */
const KEY_MS = 80;
/** ms after which a take ends by itself. */
const LONGEST_MS = 20_000;

export interface TakeListeners {
  /** How loud it is now, 0 to 1. */
  level(peak: number): void;
  /** It became too long. */
  tooLong(): void;
}

export class Microphone {
  private stream: MediaStream | null = null;
  private context: AudioContext | null = null;
  private node: AudioWorkletNode | null = null;
  private source: MediaStreamAudioSourceNode | null = null;
  private blocks: Float32Array[] = [];
  private length = 0;

  /** @param script address of the script that hands on what is heard */
  constructor(private readonly script: string) {}

  /** Begins a take. @throws what the browser says when nobody lets it, or there is no microphone */
  async begin({ level, tooLong }: TakeListeners): Promise<void> {
    const stream = (this.stream ??= await openMicrophone());
    const context = (this.context ??= new AudioContext());
    await context.resume();
    if (this.node === null) {
      await context.audioWorklet.addModule(this.script);
      this.node = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
    }
    this.blocks = [];
    this.length = 0;
    this.node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      this.blocks.push(data);
      this.length += data.length;
      level(data.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
      if ((this.length * 1000) / context.sampleRate > LONGEST_MS) tooLong();
    };
    this.source = context.createMediaStreamSource(stream);
    this.source.connect(this.node);
  }

  /** Ends the take. */
  end(): Blob {
    this.source?.disconnect();
    this.source = null;
    if (this.node !== null) this.node.port.onmessage = null;
    const rate = this.context?.sampleRate ?? 48_000;
    const all = new Float32Array(this.length);
    let at = 0;
    for (const block of this.blocks) {
      all.set(block, at);
      at += block.length;
    }
    this.blocks = [];
    const key = Math.round((rate * KEY_MS) / 1000);
    return wavOf(all.subarray(key, Math.max(key, all.length - key)), rate);
  }

  /** Lets go of the microphone: its light goes out. */
  close(): void {
    this.source?.disconnect();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    void this.context?.close();
    this.stream = null;
    this.context = null;
    this.node = null;
    this.source = null;
  }
}

const HEADER = 44;

/** One channel of 16 bits. */
function wavOf(samples: Float32Array, rate: number): Blob {
  const view = new DataView(new ArrayBuffer(HEADER + samples.length * 2));
  const text = (at: number, word: string): void =>
    [...word].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, at) => {
    const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
    view.setInt16(HEADER + at * 2, value, true);
  });
  return new Blob([view], { type: 'audio/wav' });
}
