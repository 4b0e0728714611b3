import { expect, it } from 'vitest';
import { recordOf } from '../../../server/domain/record.js';
import { at, MONDAY, TUESDAY } from '../../support/factories.js';
import { closedHall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

export function notingSentences(open: () => OpenStore): void {
  it('puts a note in the place of the one before and says only that there is one', async () => {
    const hall = await closedHall(open());
    const { store } = hall.open;
    const { id, number } = await hall.issue('justice', { note: 'nghe kém' });
    await hall.ok('note', { ticket: id, note: 'đã ký, chờ đóng dấu' });
    expect(await store.note(hall.site, id)).toBe('đã ký, chờ đóng dấu');
    const noted = (await hall.journal()).at(-1);
    expect(noted).toMatchObject({ type: 'ticket.noted' });
    expect(noted?.data).toEqual({ ticket: id, number, set: {} });
    expect(JSON.stringify(await hall.journal())).not.toMatch(/nghe kém|đóng dấu/);
  });

  it('removes a note with an empty one', async () => {
    const hall = await closedHall(open());
    const { id } = await hall.issue('justice', { note: 'nghe kém' });
    const { tickets } = await hall.ok('note', { ticket: id, note: '' });
    expect(tickets[0]).toMatchObject({ id, note: false });
    expect(await hall.open.store.note(hall.site, id)).toBeNull();
    expect((await hall.journal()).at(-1)?.data).toMatchObject({ set: { note: false } });
  });

  it('notes on whoever waits, is called, served, parked or missed, and on nobody else', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    const noted = (note: string) => hall.ok('note', { ticket: id, note });
    await noted('chờ');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    await noted('được gọi');
    await hall.ok('start', { ticket: id });
    await noted('đang làm');
    await hall.ok('park', { ticket: id, reason: 'form' });
    const { tickets } = await noted('để sang bên');
    expect(tickets[0]).toMatchObject({ state: 'parked', note: true });
    await hall.ok('cancel', { ticket: id, reason: 'left' });
    expect(await hall.refusal('note', { ticket: id, note: 'muộn' })).toBe('wrong-state');
    expect(await hall.open.store.note(hall.site, id)).toBe('để sang bên');
  });

  it('notes nothing over what the caller has not seen, nor on an earlier day', async () => {
    const hall = await closedHall(open());
    const ticket = await hall.issue('justice');
    await hall.ok('note', { ticket: ticket.id, note: 'của người trước' });
    const late = { ticket: ticket.id, note: 'của người sau', ifRev: ticket.rev };
    expect(await hall.refusal('note', late)).toBe('changed');
    hall.now = at(TUESDAY, '08:00');
    expect(await hall.refusal('note', { ticket: ticket.id, note: 'x' })).toBe('day-closed');
    expect(await hall.open.store.note(hall.site, ticket.id)).toBe('của người trước');
  });

  it('keeps missing papers under their code and tells the journal the procedure alone', async () => {
    const [hall, other] = [await closedHall(open()), await closedHall(open())];
    const papers = { codes: ['KMRT'], text: '{"missing":[0]}', seconds: 60 };
    await hall.ok('record', { ...recordOf('papers.kept', { procedure: 'birth' }), papers });
    const { store } = hall.open;
    expect(await store.papers(hall.site, 'KMRT')).toBe(papers.text);
    expect(await store.papers(hall.site, 'KMRX')).toBeNull();
    expect(await store.papers(other.site, 'KMRT')).toBeNull();
    const entry = (await hall.journal()).at(-1);
    expect(entry).toMatchObject({ type: 'papers.kept', data: { procedure: 'birth' } });
    expect(JSON.stringify(entry)).not.toContain('KMRT');
  });

  it('keeps each list under the first of its codes that is free, and none over another', async () => {
    const hall = await closedHall(open());
    const keep = (text: string, ...codes: string[]) => ({
      ...recordOf('papers.kept', { procedure: 'birth' }),
      papers: { codes, text, seconds: 60 },
    });
    await hall.ok('record', keep('[1]', 'KMRT', 'KMRX'));
    await hall.ok('record', keep('[2]', 'KMRT', 'KMRX'));
    const before = (await hall.journal()).length;
    expect(await hall.refusal('record', keep('[3]', 'KMRT', 'KMRX'))).toBe('changed');
    const { store } = hall.open;
    expect(await store.papers(hall.site, 'KMRT')).toBe('[1]');
    expect(await store.papers(hall.site, 'KMRX')).toBe('[2]');
    expect(await hall.journal()).toHaveLength(before);
  });

  it('keeps what a citizen adds to a rating beside the journal, the newest line alone, and removes it', async () => {
    const [hall, other] = [await closedHall(open()), await closedHall(open())];
    const { id: ticket } = await hall.issue('justice');
    const rate = (text: string) =>
      hall.ok('record', {
        ...recordOf('service.rated', {
          ...{ ticket, score: 3, place: 'phone', counter: 'c1', said: text !== '' },
        }),
        said: { ticket, text, seconds: 86_400 },
      });
    const { store } = hall.open;
    expect(await store.said(hall.site, ticket)).toBeNull();
    await rate('chờ hơi lâu');
    await rate('cán bộ chỉ dẫn tận tình');
    expect(await store.said(hall.site, ticket)).toBe('cán bộ chỉ dẫn tận tình');
    expect(await store.said(other.site, ticket)).toBeNull();
    const entry = (await hall.journal()).at(-1);
    expect(entry).toMatchObject({ type: 'service.rated', data: { ticket, score: 3, said: true } });
    expect(JSON.stringify(await hall.journal())).not.toMatch(/chờ hơi lâu|tận tình/);
    await rate('');
    expect(await store.said(hall.site, ticket)).toBeNull();
    await rate('còn gì nữa');
    await store.forget(hall.site);
    expect(await store.said(hall.site, ticket)).toBeNull();
  });

  it('keeps papers when the days before are deleted, and forgets them with the site', async () => {
    const hall = await closedHall(open());
    const papers = { codes: ['KMRT'], text: '{"missing":[0]}', seconds: 86_400 };
    await hall.ok('record', { ...recordOf('papers.kept', { procedure: 'birth' }), papers });
    hall.now = at(TUESDAY, '00:10');
    await hall.ok('expire', { day: MONDAY, limit: 100 });
    const { store } = hall.open;
    await store.trim(hall.site, TUESDAY, TUESDAY);
    expect(await store.papers(hall.site, 'KMRT')).toBe(papers.text);
    await store.forget(hall.site);
    expect(await store.papers(hall.site, 'KMRT')).toBeNull();
  });
}
