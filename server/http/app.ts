/** The whole of what this server answers over HTTP. */
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Access } from '../access/access.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Trouble } from '../protocol/live.js';
import type { PrinterStatus, PrinterTested } from '../protocol/printing.js';
import type { Store } from '../store/port.js';
import type { Wording } from '../words.js';
import type { Operations } from '../operations/operations.js';
import type { PrintBetween } from '../operations/print-between.js';
import type { IdentifyAnswer, SoundAnswer } from '../protocol/operations.js';
import { assistRoutes } from './assists.js';
import { type AnnouncementParts, announcementRoutes } from './announcements.js';
import { checkRoutes } from './checks.js';
import { clockRoutes } from './clock.js';
import { configRoutes } from './config.js';
import { configSlipRoutes, type ConfigSlipParts } from './config-slip.js';
import { counterRoutes } from './counters.js';
import { crewRoutes } from './crew.js';
import { daySummaryRoutes, type DaySummaryParts } from './day-summary.js';
import { deviceRoutes } from './devices.js';
import { docsRouter, documentRoute } from './docs.js';
import { escortRoutes } from './escorts.js';
import { healthRoutes, type Health } from './health.js';
import { helpRoutes } from './helps.js';
import { libraryRoutes } from './library.js';
import { mediaRoutes, type MediaParts } from './media.js';
import { linkRoutes } from './links.js';
import type { Metrics } from './metrics.js';
import { journalViewRoutes } from './journal-view.js';
import { expressPath } from './operation.js';
import { operationRoutes } from './operations.js';
import { pairingRoutes } from './pairing.js';
import { papersRoutes, type PapersParts } from './papers.js';
import { peopleRoutes } from './people.js';
import { type PinSlipParts, pinSlipRoutes } from './pin-slips.js';
import { printerSearchRoutes } from './printer-search.js';
import { printerRoutes, type PrinterParts } from './printers.js';
import { notFound, problems, type Words } from './problem.js';
import { publicRoutes } from './public.js';
import type { RatingDesk } from './rating-desk.js';
import { ratingRoutes } from './ratings.js';
import { recordingRoutes, type RecordingRouteParts } from './recordings.js';
import { rhythmRoutes, type RhythmParts } from './rhythm.js';
import type { RouteParts } from './route.js';
import { setUpRoutes, type SetUpRouteParts } from './set-up.js';
import { siteMakingRoutes, type SiteMakingParts } from './site-making.js';
import { signInRoutes } from './sign-in.js';
import { siteRoutes } from './sites.js';
import { ticketActionRoutes } from './ticket-actions.js';
import type { TicketLinks } from './ticket-links.js';
import { ticketRoutes, type SlipPicture } from './tickets.js';
import { soundRoutes, type SoundParts } from './sounds.js';
import { tokenRoutes } from './tokens.js';
import { isFile, transport, type TransportParts } from './transport.js';
import { undoRoutes } from './undo.js';
import { voiceRoutes, type VoiceParts } from './voices.js';

export interface AppParts
  extends Omit<SetUpRouteParts, keyof RouteParts>,
    Omit<SiteMakingParts, keyof RouteParts> {
  store: Store;
  sites: SiteViews;
  clock: Clock;
  access: Access;
  log: Log;
  metrics: Metrics;
  health: Health;
  words: Words & Pick<Wording, 'sentences'>;
  /** Why nothing can be issued or called now; `null` when all is well. */
  trouble: () => Trouble | null;
  slipPicture: SlipPicture;
  media: MediaParts['media'];
  links: TicketLinks;
  ratings: RatingDesk;
  /** Draws the slip of a made-up ticket under a configuration, `dots` wide. */
  sampleSlip: ConfigSlipParts['sampleSlip'];
  /** What the agent of a printer last said; `null` when none was connected. */
  printerStatus: (site: string, printer: string) => PrinterStatus | null;
  printerAnswers: (site: string, printer: string) => PrinterTested | null;
  printerConditions: PrinterParts['printerConditions'];
  rolls: PrinterParts['rolls'];
  /** The screens; absent for a server of the API alone. */
  pages?: Router;
  /** Takes up a site that was just made. @throws StoreDown */
  refreshSites: () => Promise<void>;
  /** Hash of what runs. */
  build: string;
  operations: Operations;
  recorder: RecordingRouteParts['recorder'];
  printBetween: PrintBetween;
  testSvg: (view: SiteView, dots: number) => Promise<string>;
  rhythms: RhythmParts['rhythms'];
  papersSvg: PapersParts['papersSvg'];
  summarySvg: DaySummaryParts['summarySvg'];
  summaryPicture: DaySummaryParts['summaryPicture'];
  papersPicture: PapersParts['papersPicture'];
  pinSvg: PinSlipParts['pinSvg'];
  /** Where other machines of the room reach this server. */
  addresses: PinSlipParts['addresses'];
  /** Shows a code on each hall screen of a site. */
  identifyScreens: (site: string) => IdentifyAnswer;
  /** Plays a sentence on the hall screens of a zone; `null`: on those that show all zones. */
  soundScreens: (view: SiteView, zone: string | null) => SoundAnswer;
  packs: VoiceParts['packs'];
  voices: VoiceParts['voices'];
  soundsOf: AnnouncementParts['soundsOf'];
  soundTroubles: SoundParts['soundTroubles'];
  /** Tells this installation from any other. */
  installation: string;
  /** Where HTTPS answers; absent for a server of plain HTTP. */
  secure?: TransportParts;
}

export function createApp(parts: AppParts): Express {
  const { access } = parts;
  const app = express();
  app.disable('x-powered-by');
  // The board changes between any two requests; only the configuration has a tag of its own.
  app.disable('etag');
  app.set('query parser', 'simple');
  if (parts.secure !== undefined) app.use(transport(parts.secure));

  app.use(['/api', '/healthz', '/readyz', '/metrics'], apiHeaders);
  app.use(['/api/v1', '/metrics'], access.api);
  const routes = [
    ...counterRoutes(parts),
    ...ticketRoutes(parts),
    ...ticketActionRoutes(parts),
    ...undoRoutes(parts),
    ...linkRoutes(parts),
    ...ratingRoutes(parts),
    ...publicRoutes(parts),
    ...papersRoutes(parts),
    ...rhythmRoutes(parts),
    ...daySummaryRoutes(parts),
    ...assistRoutes(parts),
    ...helpRoutes(parts),
    ...escortRoutes(parts),
    ...crewRoutes(parts),
    ...siteRoutes(parts),
    ...siteMakingRoutes(parts),
    ...setUpRoutes(parts),
    ...configRoutes(parts),
    ...configSlipRoutes(parts),
    ...mediaRoutes(parts),
    ...recordingRoutes(parts),
    ...clockRoutes(parts),
    ...printerRoutes(parts),
    ...soundRoutes(parts),
    ...printerSearchRoutes(parts),
    ...signInRoutes(parts),
    ...peopleRoutes(parts),
    ...pinSlipRoutes(parts),
    ...deviceRoutes(parts),
    ...pairingRoutes(parts),
    ...tokenRoutes(parts),
    ...checkRoutes(parts),
    ...voiceRoutes(parts),
    ...announcementRoutes(parts),
    ...journalViewRoutes(parts),
    ...operationRoutes(parts),
    ...libraryRoutes(parts),
    ...healthRoutes(parts),
  ];
  for (const { operation, handlers } of [...routes, documentRoute(parts, routes)]) {
    app[operation.method](expressPath(operation.path), ...handlers);
  }
  app.use('/api/docs', docsRouter(parts.words));

  if (parts.pages !== undefined) {
    app.use(pageHeaders, pageDoors(access), parts.pages);
  }
  app.use(notFound);
  app.use(problems(parts.words, parts.log, access));
  return app;
}

/** What helmet would set on an answer that no browser shows as a page. */
const API_HEADERS = Object.entries({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});
const apiHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of API_HEADERS) response.setHeader(name, value);
  next();
};

/**
 * A strict start from which each page allows itself what it needs. Plain HTTP on the hall's network
 * stays possible: no upgrade to HTTPS, and not the two headers that browsers heed only under TLS.
 */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  strictTransportSecurity: false,
});

/** Pages are given out under our own names only; files of a page are anybody's. */
function pageDoors({ visit }: Access): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (!isFile(request.path)) return visit(request, response, next);
    next('router');
    return undefined;
  });
  return router;
}
