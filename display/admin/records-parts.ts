/** Parts of the sections that keep records besides the configuration: people, devices, tokens. */
import { type Child, h } from '../shared/dom.js';
import { button } from './parts.js';

/** The one filled button of a form; off, its text says what is missing. */
export function mainButton(what: string, text: string, off = false): Element {
  return button({ do: what, label: text, tone: 'main', off });
}

/** ▲ and what is wrong, in words. */
export function flawLine(text: string): Element {
  return h('p', { class: 'record-flaw' }, `▲ ${text}`);
}

/** Something said once: a PIN, a token. */
export function saidOnce(label: string, secret: Child, help: string): Element {
  return h(
    'div',
    { class: 'said-once', role: 'status' },
    h('p', { class: 'said-once__label' }, label),
    h('p', { class: 'said-once__secret' }, secret),
    h('p', { class: 'said-once__help' }, help),
  );
}

/** Words of a deed that is done only on the second press: the first one asks. */
export interface AskedWords {
  first: string;
  /** Said instead of `first` where several stand in a list. */
  name?: string;
  question: string;
  second: string;
  keep: string;
}

/** @param asked whether the first press was made; the second comes as `what`, doubt as `what`Keep */
export function askedTwice(
  what: string,
  value: string,
  asked: boolean,
  { first, name, question, second, keep }: AskedWords,
): Element {
  const id = `${what.replace('.', '-')}-${value}`;
  if (!asked) {
    const named = name === undefined ? {} : { name };
    const ask = button({
      do: `${what}Ask`,
      label: first,
      tone: 'quiet',
      data: { value },
      ...named,
    });
    ask.classList.add('quiet--stop');
    return h('div', { class: 'record-ask', id }, ask);
  }
  return h(
    'div',
    { class: 'record-asked', id, role: 'group', 'aria-label': question },
    h('p', {}, question),
    button({ do: what, label: second, tone: 'stop', data: { value } }),
    button({ do: `${what}Keep`, label: keep, tone: 'quiet' }),
  );
}
