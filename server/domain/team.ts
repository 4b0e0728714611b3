/** The fold of what stands beside the queue. Runs in servers and browsers alike. */
import type { HelpCall, HelpPlace, TeamBoard, TeamEvent } from '../protocol/team.js';

export function emptyTeam(): TeamBoard {
  return { assists: {}, helps: {}, escorts: {}, handed: {}, sounds: {}, helpedAt: {} };
}

/** The call for help of a place that is not over. */
export function openHelpAt({ helps }: TeamBoard, { kind, id }: HelpPlace): HelpCall | undefined {
  return Object.values(helps).filter(({ place }) => place.kind === kind && place.id === id)[0];
}

/** Who fetches the citizen of a ticket for the call of that time; `null` for nobody. */
export function goingFor({ escorts }: TeamBoard, ticket: string, calledAt: number): string | null {
  const escort = escorts[ticket];
  return escort && escort.calledAt === calledAt ? escort.by : null;
}

/** Who looks after the sound of a zone in the trouble that began then; `null` for nobody. */
export function soundTakenBy({ sounds }: TeamBoard, zone: string, since: number): string | null {
  const taken = sounds[zone];
  return taken && taken.since === since ? taken.by : null;
}

/**
 * Folds one event: changes the board in place; entries on it are replaced, never changed. Whoever takes a
 * help, an escort or a silent loudspeaker names who was going until then: of two who tap at once the first stays. A place has
 * one call for help at a time.
 */
export function foldTeam(
  team: TeamBoard,
  { seq, at }: { seq: number; at: number },
  event: TeamEvent,
): void {
  switch (event.type) {
    case 'assist.given': {
      const id = String(seq);
      const { type, ticket } = event.data;
      team.assists[id] = { id, type, ticket, by: event.actor, at };
      return;
    }
    case 'assist.undone':
      delete team.assists[event.data.assist];
      return;
    case 'help.asked': {
      if (openHelpAt(team, event.data.place)) return;
      const id = String(seq);
      team.helps[id] = { id, ...event.data, at, takenBy: null, takenAt: null };
      return;
    }
    case 'help.taken': {
      const help = team.helps[event.data.help];
      if (help?.takenBy !== event.data.instead) return;
      team.helps[help.id] = { ...help, takenBy: event.actor, takenAt: at };
      return;
    }
    case 'help.ended': {
      const help = team.helps[event.data.help];
      if (help && help.place.kind === 'kiosk') team.helpedAt[help.place.id] = at;
      delete team.helps[event.data.help];
      return;
    }
    case 'escort.taken': {
      const { ticket, calledAt, instead } = event.data;
      if (goingFor(team, ticket, calledAt) !== instead) return;
      team.escorts[ticket] = { by: event.actor, at, calledAt };
      return;
    }
    case 'slip.handed': {
      const { ticket, copy, how } = event.data;
      team.handed[ticket] = { copy, how };
      return;
    }
    case 'sound.taken': {
      const { zone, since, instead } = event.data;
      if (soundTakenBy(team, zone, since) !== instead) return;
      team.sounds[zone] = { by: event.actor, at, since };
    }
  }
}
