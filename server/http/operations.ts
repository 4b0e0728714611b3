/** For those who look after the installation: how it is, backups, a file for a helper far away. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Operations } from '../operations/operations.js';
import type { BackupsAnswer, OperationsAnswer } from '../protocol/operations.js';
import {
  backupsAnswer,
  diagnosticsAnswer,
  operationsAnswer,
} from '../protocol/schema/operations.js';
import { NOTHING } from './operation.js';
import { route, type Route, type RouteParts } from './route.js';

export interface OperationParts extends RouteParts {
  operations: Operations;
}

/** ms that whoever asked for a backup waits for its end; most are done by then. */
const SOON_MS = 1_000;

const READ = {
  method: 'get',
  tag: 'Service',
  body: NOTHING,
  query: NOTHING,
  command: false,
  errors: [],
} as const;

export function operationRoutes(parts: OperationParts): Route[] {
  return [state(parts), backups(parts), backUp(parts), diagnostics(parts)];
}

function state(parts: OperationParts): Route {
  return route(
    parts,
    {
      ...READ,
      path: '/api/v1/sites/{site}/operations',
      action: 'operations.read',
      summary: 'How the machine, its printers and its screens are',
      success: { status: 200, description: 'State', schema: operationsAnswer },
    },
    (call): Promise<OperationsAnswer> => parts.operations.state(call.site()),
  );
}

function backups(parts: OperationParts): Route {
  return route(
    parts,
    {
      ...READ,
      path: '/api/v1/backups',
      action: 'backups.read',
      summary: 'The backups of this installation',
      success: { status: 200, description: 'Newest first', schema: backupsAnswer },
    },
    (): Promise<BackupsAnswer> => parts.operations.backups(),
  );
}

function backUp(parts: OperationParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: '/api/v1/backups',
      action: 'operations.backup',
      summary: 'Backs up now; `running` while it takes longer than a second',
      tag: 'Service',
      body: z.strictObject({}),
      query: NOTHING,
      command: false,
      success: { status: 201, description: 'The backups', schema: backupsAnswer },
      errors: [
        'backup-elsewhere',
        'backup-recent',
        'backup-running',
        'backup-folder',
        'backup-space',
        'backup-failed',
      ],
    },
    async (call): Promise<BackupsAnswer> => {
      const done = parts.operations.backUpByHand(call.subject.actor);
      // What fails later than that is told by `failed`.
      done.catch(() => undefined);
      await Promise.race([done, pause(SOON_MS, undefined, { ref: false })]);
      return parts.operations.backups();
    },
  );
}

function diagnostics(parts: OperationParts): Route {
  return route(
    parts,
    {
      ...READ,
      path: '/api/v1/diagnostics',
      action: 'diagnostics.read',
      summary: 'States and figures for a helper far away, without any personal data',
      success: { status: 200, description: 'One file', schema: diagnosticsAnswer },
    },
    async (call): Promise<object> => {
      call.response.setHeader(
        'Content-Disposition',
        'attachment; filename="motcua-diagnostics.json"',
      );
      return parts.operations.diagnostics();
    },
  );
}
