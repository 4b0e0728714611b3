/** `/enrol`: how a device learns to trust the hall's own authority. */
import { Router, type Request } from 'express';
import { AppError } from '../errors.js';
import type { EnrolPageData } from '../protocol/page.js';
import type { Made, PageContext, PagesDeps } from './page-context.js';

/** Systems whose steps the page knows, and how many there are of each. */
const STEPS = { android: 5, apple: 5, windows: 6, linux: 4 } as const;

export function enrolModel(context: PageContext, request: Request): Made {
  const { deps, view, language } = context;
  const { network } = deps;
  const text = (key: string, values = {}) => deps.views.wording.text(language, key, values);
  const { kind, hosts, problem } = network.certificate();
  const authority = network.authority();
  const called = request.get('host') ?? '';
  const safe = network.secureOrigin(called) ?? network.secureOrigin(hosts[0] ?? '');
  const data: EnrolPageData = {
    ...context.data('enrol', ['enrol', 'secure']),
    screen: 'enrol',
    address: network.enrolAddress(),
    safe,
  };
  return {
    title: text('enrol.title'),
    data,
    model: {
      site: view.config.site.name[language],
      vietnamese: language === 'vi',
      own: kind === 'own',
      given: kind === 'given',
      off: kind === 'none',
      trouble: problem === null ? '' : text(`enrol.problem.${problem}`),
      address: data.address,
      safe: safe ?? '',
      name: authority?.name ?? '',
      fingerprint: inGroups(authority?.fingerprint ?? ''),
      systems: Object.entries(STEPS).map(([system, count]) => ({
        system,
        title: text(`enrol.${system}.title`),
        steps: Array.from({ length: count }, (_, i) => text(`enrol.${system}.${i + 1}`)),
      })),
    },
  };
}

/** `AB:CD:EF:01:…` → `ABCD EF01 …` in eights, as two people compare it aloud. */
function inGroups(fingerprint: string): string[] {
  return fingerprint.replaceAll(':', '').match(/.{4}/g) ?? [];
}

/** The authority's certificate under the type by which phones offer to install it. */
export function authorityRouter({ network }: Pick<PagesDeps, 'network'>): Router {
  const router = Router();
  router.get('/enrol/authority.crt', (_request, response) => {
    const authority = network.authority();
    if (authority === null) throw new AppError('not-found');
    response.set({
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'inline; filename="mot-cua.crt"',
      'Cache-Control': 'no-store',
    });
    response.send(authority.der);
  });
  return router;
}
