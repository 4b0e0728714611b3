/**
 * One attempt to give a command over HTTP. Whether to try again is the outbox's
 * decision (`outbox.ts`): here an attempt is either answered, or nothing is known about it.
 */
import type { TicketAnswer, TicketDetailAnswer } from '../../server/protocol/answers.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { RhythmAnswer } from '../../server/protocol/rhythm.js';

/** A command as it travels; `path` is relative to `/api/v1/sites/{site}`. */
export interface ApiRequest {
  method: 'POST' | 'PUT';
  path: string;
  body: Readonly<Record<string, unknown>>;
}

/** A refusal in the words of the error catalogue, in the language of the page. */
export interface Refusal {
  code: string;
  status: number;
  title: string;
  detail: string;
  /** The ticket in question as it is now, where there is one. */
  ticket: Ticket | null;
}

export type Answer = { ok: true; body: unknown } | { ok: false; problem: Refusal };

/**
 * `unanswered`: it may or may not have been carried out; only the same key may ask again. `barred`:
 * nobody is signed in here any more, or the screen is locked; it was not looked at.
 */
export type Attempt =
  | { kind: 'answered'; answer: Answer }
  | { kind: 'barred'; locked: boolean }
  | { kind: 'unanswered'; retryAfterMs: number | null };

export type Attempter = (request: ApiRequest, key: string) => Promise<Attempt>;

/** The server settles each request within 2 s; a slow link is given twice that. */
const ANSWER_MS = 4_000;

/**
 * Statuses that say nothing about the command: a proxy without its server, a store that did not
 * answer, a limit that ends by itself. A full disk (507) is a refusal: nothing was promised.
 */
const UNANSWERED = new Set([408, 425, 429, 502, 503, 504]);

const SIGNED_OUT = 401;

/** A fresh idempotency key. `randomUUID` needs a secure context; halls run on plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param language BCP 47 tag in which refusals are worded.
 * @param as asks as the paired device, whoever is signed in on it
 */
export function createAttempter(site: string, language: string, as?: 'device'): Attempter {
  const base = `/api/v1/sites/${encodeURIComponent(site)}`;
  return async (request, key) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), ANSWER_MS);
    try {
      const response = await fetch(base + request.path, {
        method: request.method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: abort.signal,
        headers: {
          'Content-Type': 'application/json',
          'Accept-Language': language,
          'Idempotency-Key': key,
          ...(as && { 'Motcua-As': as }),
        },
        body: JSON.stringify(request.body),
      });
      if (UNANSWERED.has(response.status)) {
        return { kind: 'unanswered', retryAfterMs: retryAfter(response) };
      }
      const body: unknown = await response.json();
      if (response.ok) return { kind: 'answered', answer: { ok: true, body } };
      if (response.status === SIGNED_OUT) {
        return { kind: 'barred', locked: isRecord(body) && body['code'] === 'locked' };
      }
      return {
        kind: 'answered',
        answer: { ok: false, problem: readProblem(response.status, body) },
      };
    } catch {
      // No connection, a reply cut short, or no JSON where JSON was due: all mean "not known".
      return { kind: 'unanswered', retryAfterMs: null };
    } finally {
      clearTimeout(timer);
    }
  };
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

function readProblem(status: number, body: unknown): Refusal {
  const fields = isRecord(body) ? body : {};
  return {
    status,
    code: text(fields['code']),
    title: text(fields['title']),
    detail: text(fields['detail']),
    ticket: isTicket(fields['ticket']) ? fields['ticket'] : null,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells a ticket by what every screen relies on; the server's schemas vouch for the rest. */
export function isTicket(value: unknown): value is Ticket {
  return (
    isRecord(value) &&
    typeof value['id'] === 'string' &&
    typeof value['rev'] === 'number' &&
    typeof value['number'] === 'string' &&
    typeof value['state'] === 'string'
  );
}

export function isTicketAnswer(value: unknown): value is TicketAnswer {
  return isTicket(value) && 'ahead' in value && 'estimate' in value;
}

/** A ticket with its place in line and the text of its note, which never travel with the board. */
export async function readTicket(site: string, id: string): Promise<TicketDetailAnswer | null> {
  const path = `/api/v1/sites/${encodeURIComponent(site)}/tickets/${encodeURIComponent(id)}`;
  try {
    const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    const body: unknown = response.ok ? await response.json() : null;
    const note = isRecord(body) ? body['noteText'] : null;
    return isTicketAnswer(body)
      ? { ...body, noteText: typeof note === 'string' ? note : null }
      : null;
  } catch {
    return null;
  }
}

/** What a usual day looks like; `null` when it cannot be had now. */
export async function readRhythm(site: string): Promise<RhythmAnswer | null> {
  const path = `/api/v1/sites/${encodeURIComponent(site)}/rhythm`;
  try {
    const response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
    const body: unknown = response.ok ? await response.json() : null;
    return isRhythm(body) ? body : null;
  } catch {
    return null;
  }
}

function isRhythm(body: unknown): body is RhythmAnswer {
  return isRecord(body) && Array.isArray(body['halfHours']);
}
