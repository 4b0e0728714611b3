/** Agents as tests start them. */
import { pino } from 'pino';
import { type AgentOptions, type PrinterAgent, startAgent } from '../../printer/agent.js';
import { SITE } from '../support/factories.js';
import { PRINTER_TOKEN } from '../support/live-server.js';
import { PATIENT } from './bench-top.js';

/** An agent for printer p1 that prints on a virtual printer at this port. */
export function agentAt(
  server: string,
  port: number,
  more: Partial<AgentOptions> = {},
): Promise<PrinterAgent> {
  return startAgent({
    server,
    site: SITE,
    printer: 'p1',
    token: PRINTER_TOKEN,
    address: `tcp://127.0.0.1:${port}`,
    profile: 'virtual',
    log: pino({ level: 'silent' }),
    times: PATIENT,
    ...more,
  });
}

/** An agent with a virtual printer of its own that keeps its pictures in `folder`. */
export function virtualAgent(
  server: string,
  folder: string,
  more: Partial<AgentOptions> = {},
): Promise<PrinterAgent> {
  const virtual = { folder, printer: { mmPerSecond: 6_000 } };
  return agentAt(server, 0, { address: 'virtual', virtual, ...more });
}
