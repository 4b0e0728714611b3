/** What a citizen's own phone is told of its ticket: over `/ticket`, and where that fails over HTTP. */
import type { ExpectedCall } from './answers.js';
import type { Words } from './config.js';
import type { Hello } from './live.js';
import type { LaterMinutes, TicketState } from './ticket.js';

/**
 * A ticket as its holder sees it: no id, class, reason, language, procedure or name, nothing of anybody else.
 * Names are in the language that the phone asked for.
 */
export interface PhoneState {
  /** Site time, ms. */
  at: number;
  number: string;
  letter: string;
  plate: string;
  group: string;
  state: TicketState;
  /** Which stop of the visit this is, from 1. */
  stop: number;
  /** Called before it by the calling rule; `null` unless it waits. */
  ahead: number | null;
  estimate: ExpectedCall | null;
  /** Site time (ms) at which the counters open, while none takes it; `null` where nobody knows. */
  opens: number | null;
  /** None takes it, and today's hours are over. */
  over: boolean;
  /** None takes it because those that would are paused. */
  paused: boolean;
  /** Number of the counter that it was called to; `null` unless somebody is to be there. */
  counter: number | null;
  /** Where to go, or to wait: name of the zone, '' where a site has one only or it is not known. */
  zone: string;
  /** Site time (ms) of the newest call; a new value is a new call. */
  calledAt: number | null;
  /** Site time (ms) at which a ticket that its holder put off comes back by itself. */
  until: number | null;
  /** Its holder may still put it off. */
  mayDefer: boolean;
  /** The clock is known to be wrong: no time is to be believed. */
  clockWrong: boolean;
}

export type PhoneHello = Pick<Hello, 'at' | 'build' | 'speed'>;

export interface PhoneServerToClient {
  hello(message: PhoneHello): void;
  state(message: PhoneState): void;
  /** The number is of another day: its page is no more. */
  gone(): void;
}
/** A phone says nothing here: it gives its commands over HTTP. */
export type PhoneClientToServer = Record<never, never>;

/** `auth` of the handshake of `/ticket`. */
export interface PhoneHandshake {
  /** Of the ticket's page. */
  token: string;
  /** In which language things are named. */
  names?: keyof Words;
}

/** `POST …/later`: minutes after which the number comes back by itself. */
export interface LaterBody {
  minutes: LaterMinutes;
}
