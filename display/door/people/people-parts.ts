/** The crafts of the door that are about people: alarms, assists, support counters, the hall now. */
import type { Pending } from '../../shared/outbox.js';
import type { LastDone } from '../../shared/staff-parts.js';
import type { DoorPart } from '../door-part.js';
import { AlarmsPart } from './alarms-part.js';
import { AssistsPart } from './assists-part.js';
import { CounterPart } from './counter-part.js';
import { hallPart } from './hall-part.js';
import type { PeopleHost } from './people-host.js';

export interface PeopleParts {
  parts: readonly DoorPart[];
  /** Looks at what is new, before each drawing. */
  look(): void;
  /** What the undo line says of a command. */
  said(pending: Pending, body: unknown): Pick<LastDone, 'number' | 'sentence'> | null;
}

export function peopleParts(host: PeopleHost): PeopleParts {
  const alarms = new AlarmsPart(host);
  const counter = new CounterPart(host);
  const assists = new AssistsPart(host, (scene) => alarms.count(scene));
  return {
    parts: [alarms, assists, counter, hallPart],
    look: () => alarms.look(),
    said: (pending, body) => counter.said(pending, body),
  };
}
