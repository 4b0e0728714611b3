/** Strings like those that people type of themselves, each of its own kind, and how to find them again. */

/**
 * What ought to become of it: `kept` where it was typed until its time is over; `never` kept at all;
 * `public`, because an admin puts it on show, until 50 later versions.
 */
export type Fate = 'kept' | 'never' | 'public';

export interface Canary {
  text: string;
  fate: Fate;
  /** Where it was typed. */
  into: string;
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Vũ'];
const MIDDLE = ['Thị', 'Văn', 'Hữu', 'Đình', 'Thục', 'Quỳnh', 'Khắc', 'Diễm', 'Thế', 'Mộng'];
const GIVEN = ['Đào', 'Mận', 'Khuê', 'Hường', 'Tuyển', 'Ngời', 'Bưởi', 'Lượm', 'Chắt', 'Mười'];
const LAST = ['Nhài', 'Sửu', 'Thuận', 'Ước', 'Vượng', 'Xoài', 'Yến', 'Dậu', 'Gấm', 'Hạnh'];

/** One of a list for each `n`, all of them in turn. */
function pick(list: readonly string[], n: number): string {
  return list[n % list.length] ?? '';
}

/** Nine digits for each `n`, no two alike: a step that is prime to 10⁹. */
function digits(n: number): string {
  return String((n * 618_033_989 + 271_828_183) % 1_000_000_000).padStart(9, '0');
}

export class Canaries {
  readonly all: Canary[] = [];

  /** A name of four syllables, as on a birth certificate. */
  name(fate: Fate, into: string): string {
    const n = this.all.length;
    const parts = [
      pick(FAMILY, n),
      pick(MIDDLE, Math.floor(n / 11)),
      pick(GIVEN, Math.floor(n / 110)),
      pick(LAST, n + Math.floor(n / 1100)),
    ];
    return this.#keep(parts.join(' '), fate, into);
  }

  /** A citizen's number, twelve digits of which the first is 0. Also a slug, a PIN and part of a key. */
  id(fate: Fate, into: string): string {
    return this.#keep(`079${digits(this.all.length)}`, fate, into);
  }

  phone(fate: Fate, into: string): string {
    const n = digits(this.all.length);
    return this.#keep(`09${n.slice(0, 2)}.${n.slice(2, 5)}.${n.slice(5, 8)}`, fate, into);
  }

  /** A name, a number and a telephone in one line, as people write notes. */
  line(fate: Fate, into: string): string {
    return `${this.name(fate, into)} ${this.id(fate, into)} ${this.phone(fate, into)}`;
  }

  #keep(text: string, fate: Fate, into: string): string {
    if (this.all.some((other) => other.text === text)) throw new Error(`twice the same: ${text}`);
    this.all.push({ text, fate, into });
    return text;
  }
}

/** The ways in which a text may be written into a file, an address, a key or a message. */
export function formsOf(text: string): string[] {
  const utf8 = Buffer.from(text).toString('latin1');
  const escaped = text.replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const address = encodeURIComponent(text);
  const login = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
  // Telephones as bare digits would be found in any list of times.
  const bare = /[a-z]/.test(login) ? [login.replace(/[^a-z0-9]/g, '')] : [];
  return [
    ...[utf8, Buffer.from(text.normalize('NFD')).toString('latin1')],
    ...[Buffer.from(text.toLowerCase()).toString('latin1')],
    ...[escaped, escaped.toUpperCase().replaceAll('\\U', '\\u'), address, address.toLowerCase()],
    ...[address.replaceAll('%20', '+'), login, ...bare, login.replaceAll(' ', '-')],
    ...[0, 1, 2].flatMap((before) => insideBase64(text, before)),
    Buffer.from(text).toString('hex'),
  ];
}

/** What base64 makes of a text for certain when `before` mod 3 bytes stand before it. */
function insideBase64(text: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const from = Math.ceil((before * 8) / 6);
  const to = Math.floor((bytes.length * 8) / 6);
  return [bytes.toString('base64').slice(from, to), bytes.toString('base64url').slice(from, to)];
}

interface Needle {
  canary: Canary;
  bytes: Buffer;
}

/** Bytes by which the start of a form is looked up; every form is longer. */
const START = 8;
const BITS = 22;

/** Finds any of some thousand strings, in any form, in one pass. */
export class Finder {
  readonly #maybe = new Uint8Array(2 ** BITS);
  readonly #needles = new Map<number, Needle[]>();

  constructor(canaries: readonly Canary[]) {
    for (const canary of canaries) {
      for (const form of new Set(formsOf(canary.text))) {
        const bytes = Buffer.from(form, 'latin1');
        if (bytes.length < START) throw new Error(`too short to be told apart: ${canary.text}`);
        const start = startAt(bytes, 0);
        this.#maybe[start] = 1;
        this.#needles.set(start, [...(this.#needles.get(start) ?? []), { canary, bytes }]);
      }
    }
  }

  in(place: Buffer): Set<Canary> {
    const found = new Set<Canary>();
    for (let at = 0; at + START <= place.length; at += 1) {
      const start = startAt(place, at);
      if (this.#maybe[start] === 0) continue;
      for (const { canary, bytes } of this.#needles.get(start) ?? []) {
        const end = Math.min(at + bytes.length, place.length);
        if (bytes.compare(place, at, end) === 0) found.add(canary);
      }
    }
    return found;
  }
}

function startAt(bytes: Buffer, at: number): number {
  const low = Math.imul(bytes.readInt32LE(at), 0x9e3779b1);
  const high = Math.imul(bytes.readInt32LE(at + 4), 0x85ebca6b);
  return ((low ^ high) >>> 0) >>> (32 - BITS);
}
