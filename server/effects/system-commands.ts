/** Gives commands in the name of the product itself. */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.js';
import { contextOf } from '../domain/context.js';
import type { CommandName, Commands } from '../protocol/commands.js';
import type { SiteConfig } from '../protocol/config.js';
import type { Reply, Store } from '../store/port.js';

export class SystemCommands {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /**
   * @param reason what asks for it, such as a job's id: the same reason and arguments are the same
   *   command, however often the job runs, and answer as the first time did
   * @throws StoreDown
   */
  give<N extends CommandName>(
    config: SiteConfig,
    name: N,
    args: Commands[N],
    reason: string,
  ): Promise<Reply> {
    const content = JSON.stringify([name, args]);
    const asker = {
      site: config.site.id,
      key: `job-${sha256(`${reason}\n${content}`).slice(0, 40)}`,
      fingerprint: sha256(content),
      actor: 'system',
      via: 'system',
    } as const;
    const { clock } = this;
    const context = contextOf(asker, clock.now(), clock.stepped(), config.site.timeZone);
    return this.store.command(name, args, context);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
