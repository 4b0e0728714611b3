/** One question to an agent, which may go, or never answer. */
import type { Socket } from 'socket.io';
import type { PrinterClientToServer, PrinterServerToClient } from '../protocol/printing.js';

export type Agent = Socket<PrinterClientToServer, PrinterServerToClient, object, object>;
type Within = ReturnType<Agent['timeout']>;

/**
 * Never throws.
 * @param ms of real time that it may take
 * @returns what it answered, unchecked, or why there is no answer
 */
export async function askAgent(
  agent: Agent,
  ms: number,
  ask: (agent: Within) => Promise<unknown>,
): Promise<{ answer: unknown } | 'agent-lost' | 'agent-silent'> {
  const lost = new AbortController();
  const onLost = (): void => lost.abort();
  agent.once('disconnect', onLost);
  if (agent.disconnected) onLost();
  try {
    return { answer: await Promise.race([ask(agent.timeout(ms)), aborted(lost.signal)]) };
  } catch {
    return lost.signal.aborted ? 'agent-lost' : 'agent-silent';
  } finally {
    agent.off('disconnect', onLost);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new Error('aborted'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
