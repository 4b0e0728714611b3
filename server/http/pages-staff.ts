/** The pages of those who work here: the volunteers' door and the officers' desk. */
import type { Request } from 'express';
import { platesOf } from '../domain/plate.js';
import type { DeskPageData, DoorPageData, StaffConfig } from '../protocol/page.js';
import { languageName } from './language-names.js';
import type { Made, PageContext } from './page-context.js';
import { workerData } from './pages-access.js';
import { counterAsked } from './pages-sign.js';

function staffConfig(context: PageContext): StaffConfig {
  const { config } = context.view;
  const tags = new Set([
    ...config.counters.flatMap(({ languages }) => languages),
    ...config.languages.map(({ tag }) => tag),
    // The citizens' screens speak it everywhere.
    'en',
  ]);
  return {
    ...config,
    printers: config.printers.map(({ id, name }) => ({ id, name })),
    plates: platesOf(config.groups),
    languageNames: Object.fromEntries([...tags].map((tag) => [tag, languageName(context, tag)])),
  };
}

/** `null` for nobody: the guard of the page asks who it is first. */
export function doorModel(context: PageContext): Made | null {
  const { config } = context.view;
  const worker = workerData(context);
  if (worker === null) return null;
  const data: DoorPageData = {
    ...context.data('door', ['staff', 'door', 'desk', 'numbers', 'team', 'secure', 'signIn']),
    ...worker,
    screen: 'door',
    config: staffConfig(context),
    codeReader: context.deps.views.workers['read-code'] ?? '',
  };
  const title = `${data.words['door.title'] ?? 'door'} · ${config.site.name[context.language]}`;
  return { title, data, model: { site: config.site.name[context.language] } };
}

/** `null` for nobody or no such counter. */
export function deskModel(context: PageContext, request: Request): Made | null {
  return counterModel(context, request, 'desk');
}

/** The counter's call pad, for a spare phone or tablet. */
export function padModel(context: PageContext, request: Request): Made | null {
  return counterModel(context, request, 'pad');
}

function counterModel(
  context: PageContext,
  request: Request,
  screen: DeskPageData['screen'],
): Made | null {
  const { config } = context.view;
  const counter = counterAsked(config, request);
  const worker = workerData(context);
  if (!counter || worker === null) return null;
  const data: DeskPageData = {
    ...context.data(screen, ['staff', 'desk', 'signIn', 'secure']),
    ...worker,
    screen,
    config: staffConfig(context),
    counter,
  };
  const title = `${data.words['shared.counter'] ?? ''} ${counter.number}`;
  const plates = platesOf(config.groups);
  const groups = counter.profile.flatMap(({ group }) => {
    const found = config.groups.find(({ id }) => id === group);
    return found ? [{ letter: found.letter, plate: plates[group] }] : [];
  });
  const desk = `${context.root}/desk/${counter.number}`;
  const model = {
    site: config.site.name[context.language],
    number: counter.number,
    groups,
    desk,
    pad: `${desk}/pad`,
  };
  return { title, data, model };
}
