/** What is known of a printer, in words of the locale `finder`. Pure. */
import type { PrinterAnswers, PrintResult } from '../../server/protocol/printing.js';
import { type PrinterTrial, TRIAL_CAUSES } from '../../server/protocol/printers.js';

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/**
 * What it says by itself. That it says when paper ends is believed once it was seen to say something of the
 * kind: some units say that all is well whatever is the matter.
 * @param watching somebody would see it now if it did
 */
export function printerTells(
  say: Say,
  { status, proof }: PrinterAnswers,
  warned: boolean,
  watching: boolean,
): string[] {
  const proves = proof !== 'none';
  if (status && !warned) {
    return [
      say(`finder.unseen.${proves ? 'proof' : 'none'}`),
      say(`finder.unseen.${watching ? 'now' : 'later'}`),
    ];
  }
  const key = status ? (proves ? 'all' : 'status') : proves ? 'proof' : 'nothing';
  return [say(`finder.tells.${key}`)];
}

export interface TrialTold {
  tone: 'busy' | 'good' | 'warn' | 'stop';
  sentences: string[];
}

/** Causes that the locale has a sentence for; others are told by the outcome. */
const CAUSES: ReadonlySet<string> = new Set([
  'paper-out',
  'cover-open',
  'printer-error',
  'offline',
  'silent',
  'agent-offline',
  ...TRIAL_CAUSES,
]);

/** What became of a test slip. */
export function outcomeTells(
  say: Say,
  { outcome, cause }: Pick<PrintResult, 'outcome' | 'cause'>,
): string {
  const known = cause !== null && CAUSES.has(cause) && outcome === 'blocked';
  return say(known ? `finder.cause.${cause}` : `finder.result.${outcome}`);
}

/** What became of trying a printer. */
export function trialTells(say: Say, trial: PrinterTrial | 'unanswered' | null): TrialTold {
  if (trial === 'unanswered') return { tone: 'warn', sentences: [say('finder.unanswered')] };
  if (trial === null || trial.outcome === null) {
    return { tone: 'busy', sentences: [say('finder.trying')] };
  }
  const { outcome, cause, found, warned, stage } = trial;
  if (found === null) {
    const tone = outcome === 'blocked' ? 'stop' : 'warn';
    return { tone, sentences: [outcomeTells(say, { outcome, cause })] };
  }
  const tells = printerTells(say, found, warned, stage === 'watching');
  return {
    tone: outcome === 'printed' && (warned || !found.status) ? 'good' : 'warn',
    sentences: [say(`finder.result.${outcome}`), ...tells],
  };
}
