/** Rows of a stream as Redis answers them: checked, because the client's types leave them open. */
import { z } from 'zod';

const rows = z.array(z.tuple([z.string(), z.array(z.string())]));
const readReply = z.array(z.tuple([z.string(), rows])).nullable();
const claimReply = z.tuple([z.string(), rows]).rest(z.unknown());

/** Id and fields, names and values in turn. */
export type Row = z.output<typeof rows>[number];

/** @param reply of `XREADGROUP` over one stream */
export function readRows(reply: unknown): Row[] {
  return (readReply.parse(reply) ?? []).flatMap(([, streamRows]) => streamRows);
}

/** @param reply of `XAUTOCLAIM` */
export function claimedRows(reply: unknown): { next: string; rows: Row[] } {
  const [next, claimed] = claimReply.parse(reply);
  return { next, rows: claimed };
}
