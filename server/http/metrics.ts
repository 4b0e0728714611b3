/** Figures about this process for whoever watches it, in the text form of Prometheus. */
import type { Response } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Seconds; fine where the product should be, coarse where it is broken. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 2.5];

export interface Metrics {
  /** For parts that count something of their own, and for `GET /metrics`. */
  readonly registry: Registry;
  /** Measures answers of one route: call it when a request has reached the route. */
  observer(method: string, route: string): (response: Response) => void;
}

/** @param processFigures whether memory, event loop and the like are measured too */
export function createMetrics(processFigures: boolean): Metrics {
  const registry = new Registry();
  if (processFigures) collectDefaultMetrics({ register: registry, prefix: 'motcua_' });
  const seconds = new Histogram({
    name: 'motcua_http_seconds',
    help: 'Time from reaching a route to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    observer: (method, route) => {
      const byStatus = new Map<number, Histogram.Internal<'method' | 'route' | 'status'>>();
      return (response) => {
        const start = performance.now();
        response.once('finish', () => {
          const status = response.statusCode;
          let series = byStatus.get(status);
          if (series === undefined) {
            series = seconds.labels({ method, route, status });
            byStatus.set(status, series);
          }
          series.observe((performance.now() - start) / 1000);
        });
      };
    },
  };
}
