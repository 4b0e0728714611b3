/** The fold of what stands beside the queue. Runs in servers and browsers alike. */
import type { TeamBoard, TeamEvent } from '../protocol/team.js';

export function emptyTeam(): TeamBoard {
  return { assists: {}, helps: {}, escorts: {}, handed: {} };
}

/**
 * Folds one event: changes the board in place; entries on it are replaced, never changed. Whoever takes a
 * help or an escort names who was going until then: of two who tap at once the first stays.
 */
export function foldTeam(
  team: TeamBoard,
  { seq, at }: { seq: number; at: number },
  event: TeamEvent,
): void {
  switch (event.type) {
    case 'assist.given': {
      const id = String(seq);
      team.assists[id] = { id, ...event.data, by: event.actor, at };
      return;
    }
    case 'assist.undone':
      delete team.assists[event.data.assist];
      return;
    case 'help.asked': {
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
    case 'help.ended':
      delete team.helps[event.data.help];
      return;
    case 'escort.taken': {
      const { ticket, calledAt, instead } = event.data;
      const before = team.escorts[ticket];
      const going = before?.calledAt === calledAt ? before.by : null;
      if (going !== instead) return;
      team.escorts[ticket] = { by: event.actor, at, calledAt };
      return;
    }
    case 'slip.handed': {
      const { ticket, copy, how } = event.data;
      team.handed[ticket] = { copy, how };
    }
  }
}
