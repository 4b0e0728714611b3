/** `npm run virtual-printer`: a virtual printer of its own, for any program that prints ESC/POS. */
import { pino } from 'pino';
import {
  LANGUAGE,
  oneOf,
  portNumber,
  runCommand,
  UsageError,
  wholeNumber,
} from '../command-line.js';
import { localeWords } from '../locale-words.js';
import { PaperTray } from './paper-tray.js';
import { PERSONAS, VIRTUAL_DEFAULTS } from './options.js';

const { bufferBytes, mmPerSecond, rollMm, lowMm } = VIRTUAL_DEFAULTS;
/** Widths of print heads, dots. */
const HEADS = ['384', '512', '576'] as const;
/** Pictures that stay in the folder. */
const KEPT_PICTURES = 500;

runCommand({
  calls: ['npm run virtual-printer -- [--port 9100] [--persona xprinter] …'],
  options: {
    host: { type: 'string', default: '127.0.0.1', sign: 'HOST' },
    port: { type: 'string', default: '9100', sign: 'PORT' },
    page: { type: 'string', default: '9180', sign: 'PORT' },
    folder: { type: 'string', default: 'data/paper', sign: 'DIR' },
    persona: { type: 'string', default: 'epson', sign: PERSONAS.join(' | ') },
    dots: { type: 'string', default: '576', sign: HEADS.join(' | ') },
    'mm-per-second': { type: 'string', default: String(mmPerSecond), sign: 'N' },
    speed: { type: 'string', default: '1', sign: 'N' },
    buffer: { type: 'string', default: String(bufferBytes), sign: 'BYTES' },
    roll: { type: 'string', default: String(rollMm), sign: 'MM' },
    'near-end': { type: 'string', default: String(lowMm), sign: 'MM' },
    language: LANGUAGE,
  },
  async work({ host, folder, language, ...values }, say) {
    const [port, page] = [portNumber('port', values.port), portNumber('page', values.page)];
    const log = pino();
    const tray = new PaperTray({
      printer: {
        ...{ host, port },
        persona: oneOf('persona', values.persona, PERSONAS),
        dots: Number(oneOf('dots', values.dots, HEADS)),
        mmPerSecond: wholeNumber('mm-per-second', values['mm-per-second'], 1, 1_000),
        // Less than a row of the head would never be printed.
        bufferBytes: wholeNumber('buffer', values.buffer, 256, 16_777_216),
        rollMm: wholeNumber('roll', values.roll, 1, 1_000_000),
        lowMm: wholeNumber('near-end', values['near-end'], 0, 1_000_000),
      },
      folder,
      keep: KEPT_PICTURES,
      page: { host, port: page, words: localeWords(language, 'slip.virtual.'), language },
      onError: (error) => log.warn({ err: error }, 'picture not kept'),
    });
    tray.printer.speed = speedOf(values.speed);
    await tray.start();
    const { url } = tray;
    // A person reads words; a program reads the log.
    if (process.stdout.isTTY) {
      const address = `tcp://${host}:${tray.printer.port}`;
      process.stdout.write(`${say('virtual', { address, page: url ?? '', folder })}\n`);
    } else log.info({ host, port: tray.printer.port, page: url, folder }, 'virtual printer');
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await tray.stop();
    return 0;
  },
});

/** Times as fast as site time; less than 1 for who wants to watch. @throws UsageError */
function speedOf(given: string): number {
  const speed = /^\d{1,4}(\.\d{1,3})?$/.test(given) ? Number(given) : 0;
  if (speed > 0) return speed;
  throw new UsageError('speed', { given });
}
