/** Starts the agent of a printer that this process reaches itself. */
import { join } from 'node:path';
import { startAgent } from '../../printer/agent.js';
import type { EmbeddedPrintersParts } from './embedded-printers.js';
import type { Log } from '../log.js';
import type { PrinterConfig } from '../protocol/config.js';

export interface EmbeddedAgentsParts {
  /** Where agents find the server. */
  server: () => string;
  token: string;
  /** Where virtual printers keep their paper, one folder each. */
  paperDir: string;
  /** Words of a virtual printer's page. */
  word: (word: string, values?: Readonly<Record<string, string | number>>) => string;
  log: Log;
}

export function embeddedAgents(parts: EmbeddedAgentsParts): EmbeddedPrintersParts['startAgent'] {
  const { token, paperDir, word, log } = parts;
  return async (site, printer) => {
    const agent = await startAgent({
      ...{ site, printer: printer.id, address: printer.address, token, log },
      server: parts.server(),
      profile: profileFor(printer),
      virtual: {
        printer: { dots: printer.dots },
        folder: join(paperDir, `${site}-${printer.id}`),
        page: { host: '127.0.0.1', port: 0, language: 'vi', words: word },
      },
    });
    return { paper: agent.tray?.url ?? null, stop: () => agent.stop() };
  };
}

/** Profile of a printer whose make nobody told: what every unit of its width understands. */
export function profileFor({ address, dots }: Pick<PrinterConfig, 'address' | 'dots'>): string {
  if (address === 'virtual') return 'virtual';
  return dots === 384 ? 'generic-58' : 'generic-80';
}
