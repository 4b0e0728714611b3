/** What the staff's screens know of the things that citizens come for, in the language of the page. */
import type { OnlineReach, ProcedureConfig } from '../../server/protocol/config.js';
import type { PageData } from '../../server/protocol/page.js';

export interface StaffProcedure {
  id: string;
  name: string;
  group: string;
  /** What people really say, the commonest first; on an English page its Vietnamese name besides. */
  aliases: readonly string[];
  minutes: number;
  cases: readonly { name: string; documents: readonly { name: string; form: string }[] }[];
  /** '' while nobody entered them. */
  fee: string;
  timeLimit: string;
  online: OnlineReach;
  /** The portal's page; '' for none. */
  link: string;
  checkedOn: string | null;
}
export function staffProcedure(
  one: ProcedureConfig,
  language: PageData['language'],
): StaffProcedure {
  const { id, group, name, aliases, minutes, cases, fee, timeLimit, online, link, checkedOn } = one;
  return {
    id,
    group,
    name: name[language],
    aliases: language === 'vi' ? aliases : [...aliases, name.vi],
    minutes,
    cases: cases.map((each) => ({
      name: each.name[language],
      documents: each.documents.map((paper) => ({
        name: paper.name[language],
        form: paper.form[language],
      })),
    })),
    fee: fee?.[language] ?? '',
    timeLimit: timeLimit?.[language] ?? '',
    online,
    link,
    checkedOn,
  };
}

export function procedureOf(
  site: { procedures: readonly StaffProcedure[] },
  id: string,
): StaffProcedure | undefined {
  return site.procedures.find((procedure) => procedure.id === id);
}
