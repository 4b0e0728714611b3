/** `npm run restore -- BACKUP [--to DATA_DIR] [--replace] [--dry-run]` */
import { resolve } from 'node:path';
import { countPeople } from '../access/count-people.js';
import { readConfig } from '../config.js';
import { timeFields, localTime, zoneOffset } from '../domain/local-time.js';
import { createLog, scoped } from '../log.js';
import { readArguments, runCommand, UsageError } from './command-line.js';
import { FROM_ELSEWHERE } from './kept-files.js';
import { restore, RestoreError, type RestoreOutcome } from './restore.js';

runCommand('restore', async ({ say }) => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      replace: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [backup, ...more] = positionals;
  if (backup === undefined || more.length > 0) throw new UsageError('restore');
  const dataDir = values.to === undefined ? readConfig(process.env).dataDir : resolve(values.to);
  const dryRun = values['dry-run'];
  try {
    const outcome = await restore({
      backup: resolve(backup),
      dataDir,
      dryRun,
      replace: values.replace,
      countPeople,
      log: scoped(createLog('silent'), 'operations'),
    });
    for (const [key, told] of sentencesOf(outcome, dataDir, dryRun)) say(`restore.${key}`, told);
    return 0;
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error;
    say(`restore.${error.code}`, { what: error.what });
    return 1;
  }
});

type Sentence = [key: string, told: Record<string, string | number>];

function sentencesOf(outcome: RestoreOutcome, dataDir: string, dryRun: boolean): Sentence[] {
  const { manifest, sites, people, movedTo } = outcome;
  const said: Sentence[] = [
    [dryRun ? 'wouldBe' : 'done', { backup: manifest.id, folder: dataDir }],
  ];
  for (const { id, seq, at, timeZone } of sites) {
    const { hh, mm, dd, MM, yyyy } = timeFields(localTime(at, zoneOffset(at, timeZone)));
    const when = `${hh}:${mm} ${dd}/${MM}/${yyyy}`;
    said.push(['site', { site: id, seq, when }]);
  }
  said.push(['people', { count: people }]);
  if (manifest.pepper === 'environment') said.push(['pepperElsewhere', {}]);
  if (manifest.files.some(({ path }) => path.startsWith(FROM_ELSEWHERE))) {
    said.push(['certificate', { folder: `${dataDir}/${FROM_ELSEWHERE}` }]);
  }
  if (movedTo !== null) said.push(['movedAside', { folder: movedTo }]);
  said.push([dryRun ? 'nothingChanged' : 'later', {}]);
  return said;
}
