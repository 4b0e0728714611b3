/**
 * The built product on a machine of a test's own network, and somebody in the hall who does what is asked in
 * lines of JSON: `lan-product-process.ts ADDRESS PRINTER`.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { PrintersAnswer } from '../../server/protocol/answers.js';
import { givePrinters } from '../printer/print-yard.js';
import { product } from './product.js';
import { typeCode } from './signed-in.js';

const order = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('pair'), code: z.string() }),
  z.object({ ask: z.literal('issue') }),
  z.object({ ask: z.literal('online') }),
]);

const [, , host = '', printer = ''] = process.argv;
const hall = await product({ HOST: host, PORT: '3000', PUBLIC_URL: 'https://motcua.example' });
await givePrinters(hall, [printer]);

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function answer(asked: z.infer<typeof order>): Promise<unknown> {
  switch (asked.ask) {
    case 'pair':
      return (await typeCode(hall, asked.code, 'printer', 'Máy trong kho', { printer })).id;
    case 'issue': {
      const body = { group: 'chung-thuc', print: printer };
      return (await hall.api.send<{ number: string }>('POST', `${hall.site}/tickets`, body)).body
        ?.number;
    }
    case 'online': {
      const { body } = await hall.api.get<PrintersAnswer>(`${hall.site}/printers`);
      return body?.printers.find(({ id }) => id === printer)?.status?.online ?? false;
    }
  }
}

process.once('SIGTERM', () => {
  void hall[Symbol.asyncDispose]().then(() => process.exit(0));
});
say({ url: hall.url, dataDir: hall.dataDir });
for await (const line of createInterface({ input: process.stdin })) {
  const asked = order.parse(JSON.parse(line));
  say({ ask: asked.ask, answer: await answer(asked) });
}
