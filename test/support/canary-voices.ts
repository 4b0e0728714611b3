/** What people type, say and send without knowing it when they rate a service or record a voice. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { CanaryHall } from './canary-hall.js';

const WORD = fileURLToPath(new URL('../../display/voices/vi/digit-7.mp3', import.meta.url));

/**
 * People are served and say a word about it, which some think better of.
 * @returns paths of their tickets' pages
 */
export async function keepRatings(
  hall: CanaryHall,
  count: number,
  into: string,
): Promise<string[]> {
  const { canaries, api, group } = hall;
  const { counters } = await hall.ask<SiteConfig>(200, 'GET', `${api}/config`);
  const counter = counters.find(({ profile }) =>
    profile.some((entry) => entry.group === group),
  )?.id;
  await hall.ask(200, 'POST', `${api}/counters/${counter}/open`, { body: {} });
  const pages: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id, link } = await hall.ask<TicketAnswer>(201, 'POST', `${api}/tickets`, {
      body: { group },
    });
    await hall.ask(200, 'POST', `${api}/tickets/${id}/call`, { body: { counter } });
    await hall.ask(200, 'POST', `${api}/tickets/${id}/finish`, { body: {} });
    const page = new URL(link ?? '').pathname;
    const rate = (score: number, of: string) => {
      // A name stands among the words; numbers of persons are left out as it comes.
      const numbers = `${canaries.id('never', of)} ${canaries.phone('never', of)}`;
      const text = `${canaries.name('kept', of)} ${numbers}`;
      const path = `/api/v1/links/${page.split('/').at(-1)}/rating`;
      return hall.ask(200, 'POST', path, { body: { score, text }, page: true });
    };
    if (n % 2 === 1) await rate(1, `a former ${into}`);
    await rate(2, into);
    pages.push(page.slice(1));
  }
  return pages;
}

/** Voices with what their speakers are called, and takes that carry what a phone wrote into them. */
export async function keepVoices(hall: CanaryHall, count: number, into: string): Promise<void> {
  const { canaries } = hall;
  const word = await readFile(WORD);
  for (let n = 0; n < count; n += 1) {
    const path = `${hall.api}/recordings/giong-${n}`;
    const about = (speaker: string, consent = true) => ({
      body: {
        ...{ name: canaries.name(consent ? 'kept' : 'never', into), language: 'vi', speaker },
        ...{ licence: 'this-site-only', consent },
      },
    });
    await hall.ask(400, 'PUT', path, about(canaries.name('never', into), false));
    const { body } = about(canaries.name('never', into));
    await hall.ask(200, 'PUT', path, { body });
    const speaker = canaries.name('kept', into);
    await hall.ask(200, 'PUT', path, { body: { ...body, speaker } });
    const clip = `${path}/clips/digit-7`;
    await hall.ask(200, 'PUT', clip, {
      body: Buffer.concat([tagOf(canaries.line('never', into)), word]),
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    const words = canaries.name('kept', into);
    await hall.ask(200, 'PUT', `${clip}/words`, { body: { words } });
  }
}

/** As an admin ends them. */
export async function endVoices(hall: CanaryHall, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await hall.ask(200, 'DELETE', `${hall.api}/recordings/giong-${n}`);
  }
}

/** An ID3v2.3 tag with an artist, as recorders of phones write who they belong to. */
function tagOf(artist: string): Buffer {
  const text = Buffer.concat([Buffer.from([0]), Buffer.from(artist)]);
  const frame = Buffer.alloc(10);
  frame.write('TPE1', 'latin1');
  frame.writeUInt32BE(text.length, 4);
  const size = frame.length + text.length;
  const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, size >> 7, size & 0x7f]);
  return Buffer.concat([head, frame, text]);
}
