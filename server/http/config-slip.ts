/** The picture of a sample slip under a configuration that is being edited. */
import { z } from 'zod';
import type { PrinterConfig, SiteConfig } from '../protocol/config.js';
import { siteConfig } from '../protocol/schema/config.js';
import { SLIP_SAMPLES, type SlipSample } from '../protocol/slip-sample.js';
import { IMPORT_LIMIT } from './config-versions.js';
import { route, SENT, type Route, type RouteParts } from './route.js';

export interface ConfigSlipParts extends RouteParts {
  /** Draws the slip of a made-up ticket as a PNG of the dots that would be printed, `dots` wide. */
  sampleSlip: (
    config: SiteConfig,
    dots: PrinterConfig['dots'],
    sample: SlipSample,
  ) => Promise<Uint8Array>;
}

const query = z.strictObject({
  /** Width of the paper: 80 mm has 576 dots, 58 mm has 384. */
  dots: z.coerce
    .number()
    .pipe(z.literal([384, 512, 576]))
    .default(576),
  /** What kind of ticket is made up. */
  sample: z.enum(SLIP_SAMPLES).default('usual'),
});

export function configSlipRoutes(parts: ConfigSlipParts): Route[] {
  return [
    route(
      parts,
      {
        method: 'post',
        path: '/api/v1/sites/{site}/config/slip.png',
        action: 'config.versions',
        summary: 'What a slip would look like under this configuration; changes nothing',
        tag: 'Configuration',
        body: siteConfig,
        query,
        bodyLimit: IMPORT_LIMIT,
        oneAtATime: true,
        command: false,
        success: { status: 200, description: 'The picture', type: 'image/png' },
        errors: [],
      },
      async (call) => {
        const { dots, sample } = call.query;
        const png = await parts.sampleSlip(call.body, dots, sample);
        call.response.setHeader('Content-Type', 'image/png');
        call.response.end(png);
        return SENT;
      },
    ),
  ];
}
