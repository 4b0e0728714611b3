/** Hands what a microphone hears to the page, block by block: runs beside the page, in the sound's own thread. */

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, made: new () => AudioWorkletProcessor): void;

class Capture extends AudioWorkletProcessor {
  process([input]: Float32Array[][]): boolean {
    const [channel] = input ?? [];
    // The block is used again for the next one.
    if (channel !== undefined) this.port.postMessage(channel.slice());
    return true;
  }
}

registerProcessor('capture', Capture);
