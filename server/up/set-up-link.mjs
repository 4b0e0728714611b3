/**
 * `npm run set-up-link`: a new one-time link for taking the product into use, for whoever has lost the
 * old one; what was filled in stays. Runs beside a product that runs, which reads the file on each visit.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, ownAddress, readSetUp } from './set-up-state.mjs';
import { say } from './words.mjs';

const state = readSetUp();
if (state?.over) {
  console.error(say('setUpOver'));
  process.exit(1);
}
// `server/set-up/set-up-file.ts` says what the file holds.
const link = randomBytes(24).toString('base64url');
const next = { link, draft: state?.draft ?? null, site: state?.site ?? null };
const path = join(dataDir(), 'set-up.json');
mkdirSync(dataDir(), { recursive: true });
rmSync(`${path}.new`, { force: true });
writeFileSync(`${path}.new`, `${JSON.stringify(next)}\n`, { mode: 0o600, flag: 'wx' });
renameSync(`${path}.new`, path);
console.log(`${say('setUp')}\n\n    ${ownAddress()}/set-up/${link}\n`);
