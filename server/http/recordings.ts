/** Voices that a site records itself: clip by clip, and as one file from one site to another. */
import { AppError } from '../errors.js';
import {
  MOST_PACK_BYTES,
  MOST_TAKE_BYTES,
  type RecordingPack,
  type RecordingsAnswer,
} from '../protocol/recording.js';
import { SLUG } from '../protocol/schema/ids.js';
import { done } from '../protocol/schema/people.js';
import {
  CLIP_ID,
  recordingBody,
  recordingPack,
  recordingsAnswer,
  sampleQuery,
  wordsBody,
} from '../protocol/schema/recording.js';
import type { Recorder } from '../recording/recorder.js';
import { BYTES, NOTHING } from './operation.js';
import { route, SENT, type Call, type Route, type RouteParts } from './route.js';
import { sendSound } from './sound.js';

export interface RecordingRouteParts extends RouteParts {
  recorder: Recorder;
}

const PATH = '/api/v1/sites/{site}/recordings';
const ONE = `${PATH}/{pack}` as const;
const CLIP = `${ONE}/clips/{clip}` as const;
const COMMON = {
  tag: 'Recordings',
  action: 'voice.record',
  query: NOTHING,
  command: false,
  // A recording before it may still be worked on.
  longest: 30_000,
} as const;
const PACK = { status: 200, description: 'The voice afterwards', schema: recordingPack } as const;

export function recordingRoutes(parts: RecordingRouteParts): Route[] {
  return [...packRoutes(parts), ...clipRoutes(parts), sampleRoute(parts), ...fileRoutes(parts)];
}

function packRoutes(parts: RecordingRouteParts): Route[] {
  const { recorder } = parts;
  return [
    route(
      parts,
      {
        ...COMMON,
        method: 'get',
        path: PATH,
        summary: 'The voices that were recorded here, clip by clip, and what is wrong with each',
        body: NOTHING,
        success: { status: 200, description: 'By id', schema: recordingsAnswer },
        errors: [],
      },
      (call): Promise<RecordingsAnswer> => recorder.list(call.site().id),
    ),
    route(
      parts,
      {
        ...COMMON,
        method: 'put',
        path: ONE,
        summary: 'Begins a voice, with what its speaker agreed to, or changes what is said of one',
        body: recordingBody,
        success: PACK,
        errors: ['voice-unknown', 'voice-exists', 'voice-full'],
      },
      (call): Promise<RecordingPack> => {
        const { consent: _, ...about } = call.body;
        return recorder.put(call.site().id, packOf(call), about);
      },
    ),
    route(
      parts,
      {
        ...COMMON,
        method: 'delete',
        path: ONE,
        summary: 'Deletes a voice with all its recordings, unless it speaks in the hall now',
        body: NOTHING,
        success: { status: 200, description: 'Deleted', schema: done },
        errors: ['voice-unknown', 'voice-in-use'],
      },
      async (call) => {
        await recorder.remove(call.site().id, packOf(call));
        return {};
      },
    ),
  ];
}

function clipRoutes(parts: RecordingRouteParts): Route[] {
  const { recorder } = parts;
  const unknown = ['voice-unknown', 'take-unknown'] as const;
  return [
    route(
      parts,
      {
        ...COMMON,
        method: 'get',
        path: CLIP,
        summary: 'A clip as it is heard in announcements',
        body: NOTHING,
        success: { status: 200, description: 'MPEG frames', type: 'audio/mpeg' },
        errors: unknown,
      },
      async (call) => {
        const frames = await recorder.clip(call.site().id, packOf(call), clipOf(call));
        sendSound(call.request, call.response, frames);
        return SENT;
      },
    ),
    route(
      parts,
      {
        ...COMMON,
        method: 'put',
        path: CLIP,
        summary: 'Takes a recording of any usual kind for a clip, in place of the one before',
        body: BYTES,
        bodyLimit: MOST_TAKE_BYTES,
        oneAtATime: true,
        success: PACK,
        errors: [
          ...unknown,
          ...(['take-silent', 'sound-unreadable', 'sound-needs-ffmpeg', 'too-many'] as const),
        ],
      },
      (call): Promise<RecordingPack> =>
        recorder.take(call.site().id, packOf(call), clipOf(call), call.body),
    ),
    route(
      parts,
      {
        ...COMMON,
        method: 'delete',
        path: CLIP,
        summary: 'Takes a clip out of a voice',
        body: NOTHING,
        success: PACK,
        errors: unknown,
      },
      (call): Promise<RecordingPack> => recorder.drop(call.site().id, packOf(call), clipOf(call)),
    ),
    route(
      parts,
      {
        ...COMMON,
        method: 'put',
        path: `${CLIP}/words`,
        summary: 'What a clip says in the language of the voice',
        body: wordsBody,
        success: PACK,
        errors: unknown,
      },
      (call): Promise<RecordingPack> =>
        recorder.setWords(call.site().id, packOf(call), clipOf(call), call.body.words),
    ),
  ];
}

function sampleRoute(parts: RecordingRouteParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      method: 'get',
      path: `${ONE}/sample`,
      summary: 'A call as it would be heard with this voice',
      body: NOTHING,
      query: sampleQuery,
      success: { status: 200, description: 'MPEG frames', type: 'audio/mpeg' },
      errors: ['voice-unknown', 'bad-request'],
    },
    async (call) => {
      const { number, counter } = call.query;
      const zone = null;
      const announcement = {
        kind: 'call',
        number,
        counter,
        zone,
        again: false,
        last: false,
      } as const;
      const frames = await parts.recorder.sample(call.site().id, packOf(call), announcement);
      sendSound(call.request, call.response, frames);
      return SENT;
    },
  );
}

function fileRoutes(parts: RecordingRouteParts): Route[] {
  const { recorder } = parts;
  return [
    route(
      parts,
      {
        ...COMMON,
        method: 'get',
        path: `${ONE}/file`,
        summary: 'A voice as one file for another site, where its speaker allows it',
        body: NOTHING,
        success: { status: 200, description: 'A tar archive', type: 'application/x-tar' },
        errors: ['voice-unknown', 'voice-local'],
      },
      async (call) => {
        const id = packOf(call);
        const file = await recorder.handOut(call.site().id, id);
        call.response.setHeader('Content-Type', 'application/x-tar');
        call.response.setHeader('Content-Disposition', `attachment; filename="giong-${id}.tar"`);
        call.response.end(file);
        return SENT;
      },
    ),
    route(
      parts,
      {
        ...COMMON,
        method: 'post',
        path: `${PATH}/file`,
        summary: 'Takes in a voice from a file of another site; the same file twice is one voice',
        body: BYTES,
        bodyLimit: MOST_PACK_BYTES,
        oneAtATime: true,
        success: { ...PACK, status: 201 },
        errors: ['voice-file', 'voice-full', 'too-many'],
      },
      (call): Promise<RecordingPack> => recorder.takeIn(call.site().id, call.body),
    ),
  ];
}

/** Both stand in paths of files. @throws AppError `voice-unknown`, `take-unknown` */
function packOf(call: Pick<Call, 'parameter'>): string {
  const id = call.parameter('pack');
  if (!SLUG.test(id)) throw new AppError('voice-unknown');
  return id;
}
function clipOf(call: Pick<Call, 'parameter'>): string {
  const id = call.parameter('clip');
  if (!CLIP_ID.test(id)) throw new AppError('take-unknown');
  return id;
}
