/** A group more, or one less, with what hangs on it. */
import { idFrom } from '../../server/domain/id-from.js';
import type { AdminTools } from './section.js';

/** Minutes of a new group, until somebody says better. */
const NEW = { target: 20, minutes: 10 } as const;
/** Letters in the order in which free ones are offered: those that rhyme with others come last. */
export const LETTERS = 'AHKGSLRXNEMQUYIJWFOZBCDPTV';

/** Opens the new group, which has the first free letter. */
export function addGroup(tools: AdminTools): void {
  const { draft, words } = tools.scene();
  const letter = [...LETTERS].find((one) => !draft.groups.some((group) => group.letter === one));
  const name = words.say('settings.groups.newName');
  const id = idFrom(name, new Set(draft.groups.map((group) => group.id)), 'nhom');
  tools.edit((next) => {
    const named = { vi: name, en: name };
    const signs = { quota: null, hours: null, icon: '', plate: null };
    next.groups.push({ id, letter: letter ?? 'A', name: named, short: named, ...NEW, ...signs });
  });
  tools.go('groups', id);
}

/** Its procedures and its places at counters go with it. */
export function removeGroup(tools: AdminTools, id: string): void {
  const { draft, words, language } = tools.scene();
  const name = draft.groups.find((group) => group.id === id)?.name[language] ?? '';
  tools.edit(
    (next) => {
      next.groups = next.groups.filter((group) => group.id !== id);
      next.procedures = next.procedures.filter(({ group }) => group !== id);
      const { remote } = next.online;
      remote.groups = remote.groups.filter((group) => group !== id);
      for (const counter of next.counters) {
        counter.profile = counter.profile.filter(({ group }) => group !== id);
      }
    },
    words.say('settings.groups.removed', { name }),
  );
  tools.go('groups');
}
