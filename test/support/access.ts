/** What a test's server needs of access, and people of a hall who sign in at it. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createAccess, type Access, type AccessOptions } from '../../server/access/access.js';
import { createLog } from '../../server/log.js';
import type {
  ClaimAnswer,
  Device,
  MadePerson,
  Me,
  PairBody,
  PairingOffer,
  Role,
  Sites,
} from '../../server/protocol/people.js';
import type { TestRedis } from './redis.js';
import { COMMAND_CLIENT, connected } from './redis-store.js';

/** Kept outside Redis; the same for all servers of a test, as for those of one hall. */
const PEPPER = Buffer.alloc(32, 7);

/** Access on a Redis of a test. Every device is trusted unless the test says otherwise. */
export async function openAccess(
  redis: TestRedis,
  more: Partial<AccessOptions> & Pick<AccessOptions, 'sites'>,
): Promise<Access> {
  const client = redis.client(COMMAND_CLIENT);
  await connected(client);
  const access = createAccess({
    redis: client,
    tail: () => redis.client({ maxRetriesPerRequest: null }),
    secret: randomBytes(32).toString('hex'),
    pepper: PEPPER,
    adminToken: null,
    names: [],
    trustsEveryDevice: () => true,
    log: createLog('silent'),
    ...more,
  });
  access.start();
  return access;
}

let newcomers = 0;

/** Somebody who works at these sites, with a one-time PIN. */
export function employ(access: Access, role: Role, sites: Sites): Promise<MadePerson> {
  newcomers += 1;
  return access.people.add({ name: `Người ${role} ${newcomers}`, role, languages: [], sites });
}

/** What an answer said. */
export interface Said<T> {
  status: number;
  headers: IncomingHttpHeaders;
  body: T;
}

/** A browser at one device: keeps its cookies and sends what a page of the own origin sends. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /**
   * @param url where the server answers
   * @param headers what it sends besides
   * @param from address of this machine that it calls from, such as `127.0.0.7`
   */
  constructor(
    readonly url: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly from = '127.0.0.1',
  ) {}

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** @param path from the root of the server; redirects are not followed */
  async send<T = object>(method: string, path: string, body?: object): Promise<Said<T>> {
    const sent = request(this.url + path, {
      method,
      localAddress: this.from,
      headers: {
        Origin: this.url,
        ...(this.cookie !== '' && { Cookie: this.cookie }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...this.headers,
      },
    });
    sent.end(body && JSON.stringify(body));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    for (const each of answer.headers['set-cookie'] ?? []) this.#keep(each);
    const said = await text(answer);
    const { statusCode: status = 0, headers } = answer;
    const json = headers['content-type']?.includes('json') === true;
    // The body is what the test says it is.
    return { status, headers, body: (json ? JSON.parse(said) : {}) as T };
  }

  /** As `send`, to the API, with this status or an error. */
  async ask<T = object>(status: number, method: string, path: string, body?: object): Promise<T> {
    const said = await this.send<T>(method, `/api/v1${path}`, body);
    if (said.status !== status) {
      throw new Error(`${status} expected, ${said.status} came: ${JSON.stringify(said.body)}`);
    }
    return said.body;
  }

  /** The stable code with which something is refused. */
  async code(method: string, path: string, body?: object): Promise<string> {
    const said = await this.send<{ code?: string }>(method, `/api/v1${path}`, body);
    return said.body.code ?? `${said.status}`;
  }

  byPin({ person, pin }: Pick<MadePerson, 'person' | 'pin'>): Promise<Me> {
    return this.ask<Me>(200, 'POST', '/sign-in', { kind: 'pin', person: person.id, pin });
  }

  #keep(setCookie: string): void {
    const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(setCookie) ?? [];
    if (value === '' || /Expires=Thu, 01 Jan 1970/.test(rest)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Signs somebody in by PIN. @returns the `Cookie` */
export async function signInByPin(
  url: string,
  made: Pick<MadePerson, 'person' | 'pin'>,
): Promise<string> {
  const browser = new Browser(url);
  await browser.byPin(made);
  return browser.cookie;
}

/** Pairs the device that this browser is, by hand of somebody who may. */
export async function pairBrowser(
  browser: Browser,
  lead: Browser,
  site: string,
  device: Partial<PairBody> & Pick<PairBody, 'kind'>,
): Promise<Device> {
  const offer = await browser.ask<PairingOffer>(201, 'POST', '/pairing', {});
  const place = { counter: null, zone: null, printer: null };
  await lead.ask(201, 'POST', `/sites/${site}/devices`, {
    ...{ name: 'Máy thử', code: offer.code, ...place, ...device },
  });
  const answer = await browser.ask<ClaimAnswer>(200, 'POST', '/pairing/claim', {
    claim: offer.claim,
  });
  if (!answer.paired) throw new Error('the device was not paired');
  return answer.device;
}
