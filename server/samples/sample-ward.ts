/** The sample ward: opened when a product starts without data, in trial mode. */
import { readFile } from 'node:fs/promises';
import { compileRules } from '../domain/rules.js';
import type { SiteConfig } from '../protocol/config.js';
import { siteConfig } from '../protocol/schema/config.js';
import type { SystemCommands } from '../effects/system-commands.js';

/** @throws when the file beside this one is not a configuration */
export async function readSampleWard(): Promise<SiteConfig> {
  const file = new URL('./ward.json', import.meta.url);
  return siteConfig.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Sets the sample ward up. A second process that does the same at the same time changes nothing. */
export async function openSampleWard(commands: SystemCommands): Promise<void> {
  const ward = { ...(await readSampleWard()), version: 1 };
  const reply = await commands.give(
    ward,
    'configure',
    { ifVersion: 0, config: JSON.stringify(ward), rules: compileRules(ward) },
    'sample-ward',
  );
  if (!reply.ok && reply.code !== 'version-changed') {
    throw new Error(`the sample ward was refused: ${reply.code}`);
  }
}
