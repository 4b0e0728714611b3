/** Scanning a slip: the camera's picture in a frame, a photo in its place, and the way back to typing. */
import { type Child, h } from '../../shared/dom.js';
import { message } from '../../shared/staff-parts.js';
import type { Scene } from '../../shared/staff-site.js';

/** What came of the last look; `null` before there is anything to say. */
export type ScanNews = 'reading' | 'nothing' | 'notHere' | null;

/** @param camera `none`: not here, or not allowed */
export function scanView(
  scene: Scene,
  camera: 'starting' | 'on' | 'none',
  news: ScanNews,
): Child[] {
  const { say } = scene.words;
  return [
    h('h1', { class: 'question' }, say('numbers.scan.title')),
    h(
      'div',
      { class: 'scan' },
      camera === 'none'
        ? h('p', { class: 'scan__why' }, say('numbers.scan.refused'))
        : [
            h(
              'div',
              { class: 'scan__frame' },
              h('video', {
                id: 'scan-video',
                class: 'scan__video',
                'data-kept': 'camera',
                muted: true,
                playsinline: true,
                'aria-label': say('numbers.scan.aim'),
              }),
            ),
            h('p', {}, say(camera === 'on' ? 'numbers.scan.aim' : 'numbers.scan.starting')),
          ],
      h(
        'div',
        { role: 'status' },
        news === 'reading' && h('p', {}, say('numbers.scan.reading')),
        (news === 'nothing' || news === 'notHere') &&
          message('warn', say(`numbers.scan.${news}`), ''),
      ),
      h(
        'label',
        {
          class: `button scan__photo${camera === 'none' ? ' button--main' : ''}`,
          for: 'scan-photo',
        },
        say('numbers.scan.photo'),
        h('input', {
          id: 'scan-photo',
          class: 'unseen',
          type: 'file',
          accept: 'image/*',
          capture: 'environment',
          'data-kept': 'photo',
          'data-input': 'scan-photo',
          'aria-describedby': 'scan-help',
        }),
      ),
      h('p', { class: 'help', id: 'scan-help' }, say('numbers.scan.photoHelp')),
      h(
        'button',
        { type: 'button', class: 'button', 'data-do': 'tab', 'data-value': 'find' },
        say('numbers.scan.typed'),
      ),
    ),
  ];
}
