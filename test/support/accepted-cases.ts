/** For every command of the store, stories at whose end it is accepted: all branches of its script. */
import type { CommandName } from '../../server/protocol/commands.js';
import { ACCEPTED_OF_THE_HALL } from './accepted-hall.js';
import { ACCEPTED_OF_TICKETS } from './accepted-tickets.js';
import type { Arrange } from './story-hall.js';

type Stories = { readonly [N in CommandName]: Readonly<Record<string, Arrange>> };

export const ACCEPTED: Stories = { ...ACCEPTED_OF_TICKETS, ...ACCEPTED_OF_THE_HALL };
