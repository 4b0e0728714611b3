/** The page on which a device learns to trust this server, and says whether it does. */
import { speaker } from '../../server/domain/wording.js';
import type { EnrolPageData } from '../../server/protocol/page.js';
import { h, listenForPresses, need, patch } from '../shared/dom.js';
import { readPageData } from '../shared/page-data.js';
import { qrCode } from '../shared/qr.js';
import {
  copyText,
  instead,
  isAvailable,
  SECURE_FEATURES,
  whyNot,
} from '../shared/secure-context.js';
import { message } from '../shared/staff-parts.js';
import { tellTrial } from '../shared/trial-band.js';

/** ms that the secure address has to answer. */
const ANSWER_MS = 6_000;

const data = readPageData<EnrolPageData>(document, 'enrol');
const voice = speaker(data.words, data.offset);
const { say } = voice;
const trust = document.getElementById('trust');

/** A browser that does not trust the certificate gives no answer, and no reason. */
async function isTrusted(origin: string): Promise<boolean> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(reject, ANSWER_MS));
  const asked = fetch(`${origin}/healthz`, { cache: 'no-store', credentials: 'omit' });
  try {
    return (await Promise.race([asked, late])).ok;
  } catch {
    return false;
  }
}

async function ask(): Promise<void> {
  if (trust === null || data.safe === null) return;
  patch(trust, h('p', { class: 'message message--hint' }, say('enrol.asking')));
  const yes = await isTrusted(data.safe);
  const name = yes ? 'trusted' : 'notTrusted';
  trust.dataset['trusted'] = String(yes);
  patch(
    trust,
    yes
      ? h(
          'p',
          { class: 'message enrol__yes' },
          h(
            'span',
            { class: 'message__text' },
            h('strong', {}, say('enrol.trusted')),
            say('enrol.trustedText'),
          ),
          h('a', { class: 'button', href: data.safe }, say('enrol.go')),
        )
      : message('warn', say(`enrol.${name}`), say(`enrol.${name}Text`)),
  );
}

/** The steps of the system that this device seems to have stand open. */
function openOwnSteps(): void {
  const { userAgent } = navigator;
  const system = /android/i.test(userAgent)
    ? 'android'
    : /iphone|ipad|macintosh/i.test(userAgent)
      ? 'apple'
      : /windows/i.test(userAgent)
        ? 'windows'
        : 'linux';
  document.querySelector(`[data-system="${system}"]`)?.setAttribute('open', '');
}

function drawFeatures(): void {
  const missing = SECURE_FEATURES.some((feature) => !isAvailable(feature));
  need('#why', HTMLElement).textContent = missing ? whyNot(data.words) : '';
  patch(
    need('#features', HTMLElement),
    SECURE_FEATURES.map((feature) => {
      const there = isAvailable(feature);
      return h(
        'li',
        { 'data-feature': feature, 'data-there': String(there) },
        h('b', {}, say(`secure.${feature}.name`)),
        h('span', { class: 'enrol__there' }, say(there ? 'secure.there' : 'secure.notThere')),
        !there && h('span', { class: 'enrol__small' }, instead(feature, data.words)),
      );
    }),
  );
}

async function copy(): Promise<void> {
  const done = await copyText(need('#address', HTMLElement));
  need('#copied', HTMLElement).textContent = say(`secure.${done}`);
}

patch(need('#code', HTMLElement), qrCode(data.address, say('enrol.codeLabel'), 'enrol__qr'));
tellTrial(data, voice, data.at, data.speed);
openOwnSteps();
drawFeatures();
listenForPresses(document.body, (what) => {
  if (what === 'ask') void ask();
  if (what === 'copy') void copy();
});
void ask();
