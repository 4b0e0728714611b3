import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CITIZEN_PARTS, citizenKeys, citizenSentences } from '../../server/domain/citizen-words.js';
import { checkConfig } from '../../server/domain/config-checks.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { loadWording } from '../../server/words.js';

const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));

it('is a ward in which nothing has to be put right, and says that it is none', async () => {
  const wording = await loadWording(LOCALES);
  const citizen = citizenSentences(wording.sentences('vi', CITIZEN_PARTS));
  const ward = await readSampleWard();
  expect(checkConfig(ward, citizen)).toEqual([]);
  expect(ward.site.trial).toBe(true);
});

it('has no more sentences that citizens read than somebody translates in an evening', async () => {
  const wording = await loadWording(LOCALES);
  const keys = citizenKeys(wording.sentences('vi', CITIZEN_PARTS));
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.length).toBeLessThan(250);
});
