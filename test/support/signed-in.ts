/** People of a hall for tests: made through the API, signed in as a browser signs them in. */
import { randomBytes } from 'node:crypto';
import type {
  Device,
  DeviceKind,
  MadePerson,
  PairingOffer,
  Role,
} from '../../server/protocol/people.js';
import type { TestProduct } from './product.js';

/** What a browser keeps of this server. */
export type Cookies = readonly { name: string; value: string }[];

/** Somebody new of this role, with a one-time PIN. */
export async function hire(
  hall: Pick<TestProduct, 'api' | 'site'>,
  role: Role,
  name = `${role} ${randomBytes(2).toString('hex')}`,
): Promise<MadePerson> {
  const people = [{ name, role, languages: [] }];
  const { body, status, code } = await hall.api.send<{ made: MadePerson[] }>(
    'POST',
    `${hall.site}/people`,
    { people },
  );
  const [made] = body?.made ?? [];
  if (made === undefined) throw new Error(`nobody was made: ${status} ${code ?? ''}`);
  return made;
}

/** Signs somebody in by PIN, from a device that has these cookies. @returns the cookies afterwards */
export async function signIn(
  url: string,
  { person, pin }: MadePerson,
  cookies: Cookies = [],
): Promise<Cookies> {
  const answer = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: headersOf(url, cookies),
    body: JSON.stringify({ kind: 'pin', person: person.id, pin }),
  });
  if (!answer.ok) throw new Error(`${person.name} is not in: ${await answer.text()}`);
  return [...cookies, ...cookiesOf(answer)];
}

/** Replaces the one-time PIN, which ends after some days, by one of the person's own. @returns that */
export async function ownPin(hall: TestProduct, made: MadePerson): Promise<string> {
  const cookies = await signIn(hall.url, made);
  const pin = '740258';
  const answer = await fetch(`${hall.url}/api/v1/me/pin`, {
    method: 'PUT',
    headers: headersOf(hall.url, cookies),
    body: JSON.stringify({ current: made.pin, pin }),
  });
  if (!answer.ok) throw new Error(`the PIN stays: ${await answer.text()}`);
  made.pin = pin;
  return pin;
}

function headersOf(origin: string, cookies: Cookies = []): Record<string, string> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { origin, 'content-type': 'application/json', cookie };
}

/** What an answer gives a browser to keep. */
export function cookiesOf(answer: Response): Cookies {
  return answer.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

/** A device that shows its code, and a lead who types it. @returns the device and its cookies */
export async function pair(
  hall: TestProduct,
  kind: DeviceKind,
  name: string,
  more: Readonly<Partial<Pick<Device, 'counter' | 'zone' | 'printer'>>> = {},
): Promise<{ device: Device; cookies: Cookies }> {
  const ask = (path: string, body: object) =>
    fetch(`${hall.url}/api/v1${path}`, {
      method: 'POST',
      headers: headersOf(hall.url),
      body: JSON.stringify(body),
    });
  const offer = (await (await ask('/pairing', {})).json()) as PairingOffer;
  const device = await typeCode(hall, offer.code, kind, name, more);
  const claimed = await ask('/pairing/claim', { claim: offer.claim });
  return { device, cookies: cookiesOf(claimed) };
}

/** A lead types the code that a device shows. */
export async function typeCode(
  hall: TestProduct,
  code: string,
  kind: DeviceKind,
  name: string,
  more: Readonly<Partial<Pick<Device, 'counter' | 'zone' | 'printer'>>> = {},
): Promise<Device> {
  const body = { code, kind, name, counter: null, zone: null, printer: null, ...more };
  const answer = await hall.api.send<Device>('POST', `${hall.site}/devices`, body);
  if (answer.body === null) throw new Error(`not paired: ${answer.status} ${answer.code ?? ''}`);
  return answer.body;
}
