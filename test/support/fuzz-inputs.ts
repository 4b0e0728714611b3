/** The fuzzed requests: as many for each route of the document that changes something. */
import fc from 'fast-check';
import { bodies, parameters, spoilt, type Known, type Schema } from './fuzz.js';
import { newKey } from './http-hall.js';

const METHODS = ['post', 'put', 'patch', 'delete'] as const;
interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
}
export interface Document {
  paths: Record<string, Partial<Record<(typeof METHODS)[number], Operation>>>;
  components: { schemas: Record<string, Schema> };
}

export interface Input {
  name: string;
  method: string;
  path: string;
  body: string;
  key: string;
  asLead: boolean;
}
export interface Fuzzing {
  document: Document;
  known: Known;
  /** A configuration that is in order, to be spoilt. */
  config: unknown;
  /** Least number of inputs. */
  inputs: number;
  seed: number;
}

/** In turn one for each route. */
export function inputsFor({ document, known, config, inputs, seed }: Fuzzing): Input[] {
  const { paths, components } = document;
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
  const each = Math.ceil(inputs / routes.length);
  const all = routes.map(({ path, method, operation }, i) => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    const whole = path.endsWith('/config') || path.endsWith('/config/check');
    const body = whole ? spoilt(config) : bodies(schema, components.schemas, known);
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const parts = names.map((name) => [
      name,
      name === 'site'
        ? fc.constantFrom(...sitesFor(path))
        : parameters(known[name]?.map(String) ?? ['1']),
    ]);
    const shape = fc.record({
      body,
      asLead: fc.boolean(),
      parts: fc.record(Object.fromEntries(parts) as Record<string, fc.Arbitrary<string>>),
    });
    return fc.sample(shape, { numRuns: each, seed: seed + i }).map(
      (one): Input => ({
        ...{ name: `${method} ${path}`, method, body: one.body, asLead: one.asLead },
        path: path.replace(/\{(\w+)\}/g, (_all, name: string) => one.parts[name] ?? ''),
        key: newKey(),
      }),
    );
  });
  return Array.from({ length: each }, (_, i) => all.flatMap((route) => route[i] ?? [])).flat();
}
/** The hall itself must last to the end. */
function sitesFor(path: string): string[] {
  const strange = ['elsewhere', '__proto__', '%00', 'ward-tap-duot'];
  return path.endsWith('{site}')
    ? strange
    : [...Array.from({ length: 16 }, () => 'ward'), ...strange];
}
