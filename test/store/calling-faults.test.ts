import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScripts } from '../../server/store/redis/scripts.js';
import { expectAgreement } from '../support/model.js';
import { anyProgram } from '../support/moves.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { redisStore } from '../support/stores.js';

const SCRIPTS = new URL('../../server/store/redis/scripts/', import.meta.url);
const RULE = 'include/calling.lua';
/** As many programs as the model test tries. */
const RUNS = 500;
const COMMANDS = 60;
/** One of many whose days find every fault; the same each day, as the time that it takes. */
const SEED = 11;

/** What is wrong, the text of the rule, and what stands in the faulty copy instead. */
const FAULTS: readonly (readonly [string, string, string])[] = [
  ['the highest tier goes first', 'candidate.tier < best.tier', 'candidate.tier > best.tier'],
  ['a late group gets no precedence', 'late and 0 or entry.tier', 'entry.tier'],
  ['every group counts as late', 'late and 0 or entry.tier', '0'],
  [
    'in one tier the later head goes first',
    'earlier(older, best.older)',
    'earlier(best.older, older)',
  ],
  ['in one tier the profile decides', 'earlier(older, best.older)', 'false'],
  [
    'priority heads do not count for the age of a group',
    'if candidate.priority and earlier(candidate.priority, older)',
    'if false',
  ],
  ['nobody has to be ready', 'first and first.readyAt <= line', 'first'],
  ['readiness goes by the clock', 'first.readyAt <= line', 'first.readyAt <= at'],
  ['waiting goes by the clock', 'return line - first.readyAt', 'return at - first.readyAt'],
  ['who is ready this very moment is left out', 'first.readyAt <= line', 'first.readyAt < line'],
  ['the counter’s own lane is forgotten', 'if ready(own) then return own.id end', ''],
  ['the counter’s own lane is called unready', 'if ready(own) then', 'if own then'],
  ['the profile of the day is forgotten', 'counterOf(counter).profile or ', ''],
  ['interleave: owed turned round', 'return owed == 0', 'return owed > 0'],
  ['interleave: priority always first', 'return owed == 0', 'return true'],
  [
    'first and credit: no cap',
    "if owed > 0 and waitedMinutes(normal, ruleNumber('capMinutes')) then return false end",
    '',
  ],
  ['first and credit: the cap asks for nothing owed', 'if owed > 0 and waited', 'if waited'],
  ['credit turned round', "<= ruleNumber('creditMinutes')", "> ruleNumber('creditMinutes')"],
  ['credit is not given', "ruleNumber('creditMinutes')", '0'],
  ['first and credit are the same', "if policy == 'credit' then", 'if true then'],
  ['a priority call owes nothing', 'if isPriority then return', 'if false then return'],
  [
    'N under every policy',
    "policy == 'interleave' and ruleNumber('normalAfterPriority') or 1",
    "ruleNumber('normalAfterPriority')",
  ],
  [
    '1 under every policy',
    "policy == 'interleave' and ruleNumber('normalAfterPriority') or 1",
    '1',
  ],
  ['a normal call lowers nothing', 'return owed > 0 and owed - 1 or 0', 'return owed'],
  ['owed falls below zero', 'return owed > 0 and owed - 1 or 0', 'return owed - 1'],
  ['what is owed is never read', 'owedOf(best.group)', '0'],
  ['the new value is not told', 'if after == owed then', 'if true then'],
];

describe('a fault in the calling rule', () => {
  let redis: TestRedis;
  let folder: string;
  let rule: string;
  beforeAll(async () => {
    redis = await startRedis();
    folder = await mkdtemp(join(tmpdir(), 'motcua-faults-'));
    await cp(fileURLToPath(SCRIPTS), folder, { recursive: true });
    rule = await readFile(join(folder, RULE), 'utf8');
  });
  afterAll(async () => {
    await redis.stop();
    await rm(folder, { recursive: true });
  });

  /** The error with which the model test ends on a changed rule; `null` when it finds nothing. */
  async function findings(text: string): Promise<unknown> {
    await writeFile(join(folder, RULE), text);
    const open = await redisStore(redis, loadScripts(pathToFileURL(`${folder}/`)));
    const client = redis.client();
    const checked = await fc.check(
      fc.asyncProperty(anyProgram(COMMANDS), async (program) => {
        await client.flushall();
        await expectAgreement(program, open);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    return checked.errorInstance;
  }

  it.each(FAULTS)('is found: %s', async (_, right, wrong) => {
    expect(rule.split(right)).toHaveLength(2);
    expect(await findings(rule.replace(right, wrong))).toHaveProperty('name', 'AssertionError');
  });
});
