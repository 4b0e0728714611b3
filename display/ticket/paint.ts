/** Puts what `phone-scene.ts` says into the page; touches only what is another than before. */
import { isLong, type PhoneScene, type PhoneTexts } from '../../server/domain/phone-scene.js';
import { need } from '../shared/presses.js';
import { setFlag } from '../shared/set.js';

/** What the holder sees at the foot of the page. */
export type Foot = 'main' | 'later' | 'cancel' | 'undo' | 'none';

/** Of the window's height: a foot that takes more stands at the end of the page. */
const MOST_FOOT = 0.45;

export interface Paint {
  scene(scene: PhoneScene): void;
  foot(foot: Foot): void;
  /** @param hint what is to know while it is on */
  bell(on: boolean, hint: string): void;
  /** A sentence about what was just asked for; '' for none. */
  say(text: string): void;
}

export function createPaint(root: Document): Paint {
  const visit = need('#visit', HTMLElement);
  const texts = [...root.querySelectorAll<HTMLElement>('[data-text]')];
  const rings = [...root.querySelectorAll<HTMLElement>('.line__ring')];
  const door = need('.way__door .door-number', HTMLElement);
  const number = need('.number', HTMLElement);
  const papers = need('#papers', HTMLElement);
  const hasPapers = papers.querySelector('li') !== null;
  const part = (id: string) => need(`#${id}`, HTMLElement);
  const button = (what: string) => need(`#foot [data-do="${what}"]`, HTMLElement);
  let asked: Foot = 'none';
  const pages = [...root.querySelectorAll<HTMLElement>('[data-foot]')];

  function plate({ letter, plate: pattern }: PhoneScene): void {
    const drawing = need('#plate .plate', SVGElement);
    drawing.setAttribute('class', `plate plate-${pattern}`);
    need('#plate use', SVGElement).setAttribute('href', `#plate-${pattern}`);
    write(need('#plate .plate-letter', SVGElement), letter);
  }

  return {
    scene(scene) {
      if (root.title !== scene.title) root.title = scene.title;
      visit.dataset['kind'] = scene.kind;
      visit.classList.toggle('is-old', scene.texts.lost !== '');
      for (const place of texts) {
        const text = scene.texts[place.dataset['text'] as keyof PhoneTexts];
        write(place, text);
        show(place, text !== '');
      }
      setFlag(number, 'data-long', isLong(scene.texts.number) ? '' : null);
      plate(scene);
      show(part('group'), scene.texts.group !== '');
      show(part('line'), scene.rings !== null);
      for (const [nth, ring] of rings.entries()) show(ring, nth < (scene.rings ?? 0));
      show(part('way'), scene.door !== '');
      write(door, scene.door);
      setFlag(door, 'data-two', scene.door.length > 1 ? '' : null);
      show(papers, scene.papers && hasPapers);
      const { may } = scene;
      show(button('resume'), may.resume);
      show(button('bell'), may.ring);
      show(button('ask-later'), may.defer);
      part('foot').classList.toggle('is-few', !may.defer);
      show(button('ask-cancel'), may.cancel);
    },
    foot(foot) {
      show(part('foot'), foot !== 'none');
      for (const page of pages) show(page, page.dataset['foot'] === foot);
      part('foot').classList.toggle('is-tall', part('foot').offsetHeight > innerHeight * MOST_FOOT);
      if (foot !== asked && (foot === 'later' || foot === 'cancel')) part(`ask-${foot}`).focus();
      asked = foot;
    },
    bell(on, hint) {
      setFlag(part('bell'), 'aria-pressed', String(on));
      write(part('hint'), hint);
      show(part('hint'), on && !part('bell').hidden);
    },
    say(text) {
      write(part('said'), text);
      show(part('said'), text !== '');
    },
  };
}

function write(place: Element, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

function show(place: HTMLElement, shown: boolean): void {
  if (place.hidden === shown) place.hidden = !shown;
}
