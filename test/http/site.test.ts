import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import request from 'supertest';
import type {
  BoardAnswer,
  JournalAnswer,
  PrintersAnswer,
  Problem,
  TicketAnswer,
} from '../../server/protocol/answers.js';
import type { PrinterStatus } from '../../server/protocol/printing.js';
import { SITE, siteConfig } from '../support/factories.js';
import { openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

const printer = { id: 'door', name: 'Máy in ở cửa', address: 'virtual', dots: 576 } as const;

describe('a site over HTTP', () => {
  let hall: HttpHall;
  beforeAll(async () => {
    hall = await openHall({ config: { ...siteConfig(), printers: [printer] } });
  });
  afterAll(() => hall.stop());

  test('is listed by name', async () => {
    const listed = await request(hall.server).get('/api/v1/sites').expect(200);
    expect(listed.body).toEqual([
      { id: SITE, name: { vi: 'Phường thử', en: 'Test ward' }, kind: 'real' },
    ]);
  });

  test('shows strangers the board of the hall and staff their own', async () => {
    const issued = await hall.command<TicketAnswer>(201, '/tickets', {
      group: 'justice',
      priority: 'elder',
      note: 'xe lăn',
    });
    const { id, number } = issued.body;
    const cookie = await hall.signIn('officer');
    const hallSide = await request(hall.server).get(`${SITE_PATH}/board`).expect(200);
    const seen = hallSide.body as BoardAnswer;
    expect(seen.board.tickets).toEqual({
      [number]: {
        number,
        group: 'justice',
        state: 'waiting',
        counter: null,
        calledAt: null,
        calls: 0,
        lastCallAt: null,
        badge: true,
      },
    });
    expect(hallSide.text).not.toContain('elder');
    expect(hallSide.text).not.toContain(id);

    const staffSide = await request(hall.server).get(`${SITE_PATH}/board`).set('Cookie', cookie);
    const { seq, board } = staffSide.body as BoardAnswer;
    expect(seq).toBe(seen.seq);
    expect(board.tickets[id]).toMatchObject({ id, number, priority: 'elder' });
  });

  test('hands out its journal in pages, oldest first', async () => {
    const all = await hall.read<JournalAnswer>(200, '/journal');
    expect(all.body.events.map(({ seq }) => seq)).toEqual(
      all.body.events.map((_, index) => index + 1),
    );
    const issued = all.body.events.filter(({ type }) => type === 'ticket.issued');
    expect(issued.at(-1)).toMatchObject({ actor: 'token-admin' });
    const page = await hall.read<JournalAnswer>(200, '/journal?after=1&limit=1');
    expect(page.body.events).toEqual([all.body.events[1]]);
    await hall.read<Problem>(400, '/journal?limit=1001');
    await hall.read<Problem>(400, '/journal?after=-1');
    await hall.read<Problem>(400, '/journal?before=1');
  });

  test('has printers whose state is what their agents last said', async () => {
    const silent = await hall.read<PrintersAnswer>(200, '/printers');
    expect(silent.body.printers).toEqual([
      { ...printer, status: null, answers: null, condition: null },
    ]);
    const status: PrinterStatus = {
      printer: 'door',
      online: true,
      paper: 'low',
      cover: 'closed',
      at: 1,
    };
    hall.printers.set('door', status);
    const heard = await hall.read<PrintersAnswer>(200, '/printers');
    expect(heard.body.printers).toEqual([{ ...printer, status, answers: null, condition: null }]);
  });

  test('prints a slip where it is asked for, and another copy', async () => {
    const printed = await hall.command<TicketAnswer>(201, '/tickets', {
      group: 'land',
      print: true,
    });
    const { id } = printed.body;
    await hall.command(200, `/tickets/${id}/reprint`);
    const { body } = await hall.read<BoardAnswer>(200, '/board');
    expect('slips' in body.board && body.board.slips[id]).toMatchObject({
      copy: 2,
      printer: 'door',
      outcome: 'asked',
    });
    const elsewhere = { group: 'land', print: 'attic' };
    const unknown = await hall.command<Problem>(400, '/tickets', elsewhere);
    expect(unknown.body.flaws).toEqual([{ path: 'print', message: 'no such printer' }]);
    const picture = await hall.program('get', `${SITE_PATH}/tickets/${id}.png`).expect(200);
    expect(picture.headers['content-type']).toBe('image/png');
    expect(String(picture.body)).toBe('a picture');
  });
});
