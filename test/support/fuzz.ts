/** Inputs that nobody would send by mistake: near what a schema takes, with something nasty in it. */
import fc from 'fast-check';

/** What marks markup of ours where it must not be. */
export const TAG = 'zq9';

/** Texts that have hurt other programs: control bytes, direction marks, halves of characters, commands. */
export const NASTY_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'A\u0000B',
  'A\u001b@B\u001dV\u0000C\u0010\u0014\u0001',
  '\u001b[2J\u001b[31mA027',
  'dòng một\r\ndòng hai',
  'A\u2028B\u2029C',
  'A\u202eB\u2066C\u2069',
  '\u200f\u061c\u200e',
  'xe l\ud83d',
  '\ude00n',
  '\ufeffA',
  '\ufffe\uffff',
  `<${TAG} onload=alert(1)>`,
  `"><${TAG} src=x onerror=alert(1)>`,
  `</script><${TAG}>`,
  `]]></text><${TAG}/><text><![CDATA[`,
  '&lt;b&gt; &#0; &amp;',
  '{{constructor.constructor("return process")()}}',
  '${process.exit(1)}',
  'javascript:alert(1)',
  '=HYPERLINK("http://evil.example")',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '../../../../etc/passwd',
  '..%2f..%2f',
  "'; DROP TABLE tickets; --",
  "');redis.call('FLUSHALL')--",
  '*1\r\n$8\r\nFLUSHALL\r\n',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'null',
  'NaN',
  '-0',
  '9'.repeat(40),
  'Z̸̢͎a͔l̷g͖o̸'.repeat(20),
  'e\u0301'.repeat(100),
  'Ơ'.repeat(5_000),
  '👩‍👩‍👧‍👦'.repeat(30),
];

const NASTY_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  1e308,
  9_007_199_254_740_993,
  0.1,
  [],
  {},
  [[[[]]]],
  [null],
  { length: 1e9 },
  { toString: 1 },
];

/** What is no such JSON, or no JSON at all. */
const NASTY_BODIES: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1e999',
  '-',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  `${'['.repeat(1_900)}${']'.repeat(1_900)}`,
  `{"a":${'{"a":'.repeat(600)}1${'}'.repeat(600)}}`,
  '{"\\ud800":"\\udfff"}',
  '\ufeff{}',
  '{} {}',
  "{'a':1}",
  `{"a":"${'x'.repeat(5_000)}"}`,
];

/** A part of an OpenAPI 3.1 schema as our document has them. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
}

const nastyText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
);
const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: nastyText },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY_VALUES) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** By name of a field or parameter, what the hall of the test knows: so that some of what is sent gets far. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** Bodies for a route as text: some broken, most almost right. */
export function bodies(
  schema: Schema | undefined,
  schemas: Readonly<Record<string, Schema>>,
  known: Known,
): fc.Arbitrary<string> {
  const broken = fc.constantFrom(...NASTY_BODIES);
  if (schema === undefined) return fc.oneof(broken, nastyValue.map(asText));
  const near = nearly(schema, { schemas, known, depth: 0, name: '' });
  return fc.oneof(
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: nastyValue.map(asText) },
    { weight: 10, arbitrary: near.map(asText) },
  );
}

/** The same value with one thing in it, anywhere, replaced by something nasty. */
export function spoilt(value: unknown): fc.Arbitrary<string> {
  const places = placesOf(value);
  return fc
    .tuple(fc.nat(Math.max(0, places.length - 1)), nastyValue)
    .map(([i, nasty]) => asText(replaced(value, places[i] ?? [], nasty)));
}

function asText(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}

interface Around {
  schemas: Readonly<Record<string, Schema>>;
  known: Known;
  depth: number;
  /** Of the field that this is. */
  name: string;
}

function nearly(schema: Schema, { schemas, known, depth, name }: Around): fc.Arbitrary<unknown> {
  const go = (next: Schema, field = name): fc.Arbitrary<unknown> =>
    nearly(next, { schemas, known, depth: depth + 1, name: field });
  const familiar = known[name];
  const { $ref, anyOf, oneOf, allOf, enum: words, properties, items } = schema;
  if (depth > 8) return fc.constant(null);
  if ($ref !== undefined) return go(schemas[$ref.replace(/^.*\//, '')] ?? {});
  const choices = anyOf ?? oneOf ?? allOf;
  if (choices !== undefined && choices.length > 0) {
    return fc.oneof(...choices.map((choice) => go(choice)));
  }
  const right = (): fc.Arbitrary<unknown> => {
    if ('const' in schema) return fc.constant(schema.const);
    if (words !== undefined) return fc.constantFrom(...words);
    if (familiar !== undefined && !isContainer(schema)) return fc.constantFrom(...familiar);
    switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
      case 'object':
        return objects(schema, properties ?? {}, go);
      case 'array':
        return fc.array(typeof items === 'object' ? go(items) : nastyValue, { maxLength: 3 });
      case 'integer':
      case 'number': {
        const least = Math.ceil(schema.minimum ?? -3);
        return fc.integer({ min: least, max: Math.min(schema.maximum ?? least + 60, least + 1e6) });
      }
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return nastyText;
    }
  };
  return fc.oneof({ weight: 24, arbitrary: right() }, { weight: 1, arbitrary: nastyValue });
}

function objects(
  schema: Schema,
  properties: Record<string, Schema>,
  go: (next: Schema, field: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, go(each, name)]),
  );
  const named = fc.record(fields, { requiredKeys: schema.required ?? [] });
  const extra = fc.dictionary(fc.constantFrom('x', '__proto__', 'constructor', 'id'), nastyValue, {
    maxKeys: 1,
  });
  return fc.oneof(
    { weight: 9, arbitrary: named },
    {
      weight: 1,
      arbitrary: fc.tuple(named, extra).map(([right, wrong]) => ({ ...right, ...wrong })),
    },
  );
}

function isContainer({ type, properties }: Schema): boolean {
  return type === 'object' || type === 'array' || properties !== undefined;
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Object.entries(value).flatMap(([key, each]) => placesOf(each, [...at, key]));
  return [at, ...inside];
}

function replaced(value: unknown, [first, ...rest]: Place, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((each: unknown, i) => (String(i) === first ? replaced(each, rest, by) : each));
  }
  if (typeof value !== 'object' || value === null) return by;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      key === first ? replaced(each, rest, by) : each,
    ]),
  );
}

/** Path parameters: mostly of the hall, else nasty, encoded as a browser would or not quite. */
export function parameters(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: nastyText.map(encoded) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('%00', '%ff', '%E0%A4%A', '..', '.', '%2e%2e%2f', '0', '-1'),
    },
  );
}

function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')).slice(0, 3_000);
}

/** Control characters, line and direction marks, halves of characters: on no page, slip or table. */
export const DISTURBING =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;
