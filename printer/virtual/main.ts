/** `npm run virtual-printer`: a virtual printer of its own, for any program that prints ESC/POS. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { localeWords } from '../locale-words.js';
import { PaperTray } from './paper-tray.js';
import { PERSONAS, type Persona } from './virtual-printer.js';

const USAGE = `npm run virtual-printer -- [--host 127.0.0.1] [--port 9100] [--page 9180] [--folder DIR]
  [--persona ${PERSONAS.join(' | ')}] [--dots 384 | 512 | 576] [--speed N] [--language vi | en]
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '9100' },
      page: { type: 'string', default: '9180' },
      folder: { type: 'string', default: 'data/paper' },
      persona: { type: 'string', default: 'epson' },
      dots: { type: 'string', default: '576' },
      speed: { type: 'string', default: '1' },
      language: { type: 'string', default: 'vi' },
    },
  });
  const { host, folder, language } = values;
  const persona = PERSONAS.find((each): each is Persona => each === values.persona);
  const [port, page, dots, speed] = [values.port, values.page, values.dots, values.speed].map(
    Number,
  );
  if (!persona || !dots || !speed || port === undefined || page === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const log = pino();
  const tray = new PaperTray({
    printer: { host, port, persona, dots },
    folder,
    keep: 500,
    page: { host, port: page, words: localeWords(language, 'slip.virtual.'), language },
    onError: (error) => log.warn({ err: error }, 'picture not kept'),
  });
  tray.printer.speed = speed;
  await tray.start();
  log.info({ host, port: tray.printer.port, page: tray.url, folder }, 'virtual printer');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await tray.stop();
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
