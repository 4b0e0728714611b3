/**
 * What a field can be filled with and the server would refuse: empty names, addresses that are none.
 * What hangs together between fields is `server/domain/config-checks.ts`. Pure.
 */
import { PRINTER_ADDRESS, type SiteConfig, type Words } from '../../server/protocol/config.js';

export interface ShapeFlaw {
  path: string;
  /** Sentence under `admin.wrong`. */
  code: 'empty' | 'printer' | 'link' | 'tag' | 'zone' | 'letter';
}

const LINK = /^https:\/\/[^\s/]+\.[^\s]+$/;
const TAG = /^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Z]{2}|\d{3}))?$/;

export function shapeFlaws(draft: SiteConfig): ShapeFlaw[] {
  const flaws: ShapeFlaw[] = [];
  const say = (wrong: boolean, path: string, code: ShapeFlaw['code']): void => {
    if (wrong) flaws.push({ path, code });
  };
  const words = (value: Words | null, path: string): void =>
    say(value !== null && (isEmpty(value.vi) || isEmpty(value.en)), path, 'empty');

  words(draft.site.name, 'site.name');
  say(!isTimeZone(draft.site.timeZone), 'site.timeZone', 'zone');
  draft.site.specialDays.forEach(({ name }, i) => words(name, `site.specialDays.${i}.name`));
  draft.zones.forEach(({ name }, i) => words(name, `zones.${i}.name`));
  draft.groups.forEach(({ name, short, letter }, i) => {
    words(name, `groups.${i}.name`);
    words(short, `groups.${i}.short`);
    say(!/^[A-Z]$/.test(letter), `groups.${i}.letter`, 'letter');
  });
  draft.procedures.forEach((procedure, i) => {
    words(procedure.name, `procedures.${i}.name`);
    words(procedure.fee, `procedures.${i}.fee`);
    words(procedure.timeLimit, `procedures.${i}.timeLimit`);
    say(procedure.link !== '' && !LINK.test(procedure.link), `procedures.${i}.link`, 'link');
    procedure.aliases.forEach((alias, j) =>
      say(isEmpty(alias), `procedures.${i}.aliases.${j}`, 'empty'),
    );
    procedure.cases.forEach((one, j) => {
      words(one.name, `procedures.${i}.cases.${j}.name`);
      one.documents.forEach((document, k) => {
        words(document.name, `procedures.${i}.cases.${j}.documents.${k}.name`);
        words(document.form, `procedures.${i}.cases.${j}.documents.${k}.form`);
      });
    });
  });
  draft.outcomes.forEach(({ name }, i) => words(name, `outcomes.${i}.name`));
  draft.printers.forEach(({ name, address }, i) => {
    say(isEmpty(name), `printers.${i}.name`, 'empty');
    say(!PRINTER_ADDRESS.test(address), `printers.${i}.address`, 'printer');
  });
  draft.screens.media.forEach(({ title, link }, i) => {
    words(title, `screens.media.${i}.title`);
    say(link !== '' && !LINK.test(link), `screens.media.${i}.link`, 'link');
  });
  draft.notices.forEach(({ text }, i) => words(text, `notices.${i}.text`));
  draft.languages.forEach(({ tag, name }, i) => {
    say(!TAG.test(tag), `languages.${i}.tag`, 'tag');
    say(isEmpty(name), `languages.${i}.name`, 'empty');
  });
  words(draft.slip.footer, 'slip.footer');
  words(draft.privacy.citizens, 'privacy.citizens');
  words(draft.privacy.staff, 'privacy.staff');
  return flaws;
}

function isEmpty(text: string): boolean {
  return text.trim() === '';
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
