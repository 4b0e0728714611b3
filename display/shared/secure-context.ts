/**
 * What browsers allow on secure connections only (HTTPS, or this machine itself). A hall may run on
 * plain HTTP, so each has a substitute, and every use of such a call goes through this file.
 */
import type { Sentences } from '../../server/domain/wording.js';

export const SECURE_FEATURES = [
  'camera',
  'microphone',
  'on-top',
  'notifications',
  'clipboard',
] as const;
export type SecureFeature = (typeof SECURE_FEATURES)[number];

/** Old browsers lack them on secure connections too: what is not there is not available. */
export function isAvailable(feature: SecureFeature): boolean {
  if (!window.isSecureContext) return false;
  switch (feature) {
    case 'camera':
    case 'microphone':
      return 'mediaDevices' in navigator;
    case 'on-top':
      return 'documentPictureInPicture' in window;
    case 'notifications':
      return 'Notification' in window;
    case 'clipboard':
      return 'clipboard' in navigator;
  }
}

/** Why what is missing here is missing, as a sentence. */
export function whyNot(words: Sentences): string {
  return words[window.isSecureContext ? 'secure.tooOld' : 'secure.plain'] ?? '';
}

/** What people do instead of a feature, as a sentence. */
export function instead(feature: SecureFeature, words: Sentences): string {
  return words[`secure.${feature}.instead`] ?? '';
}

/** Copies the text of an element; where the browser refuses, marks it for Ctrl+C or a long press. */
export async function copyText(element: Element): Promise<'copied' | 'marked'> {
  if (isAvailable('clipboard')) {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return 'copied';
    } catch {
      // A person, or the browser for want of focus, said no.
    }
  }
  getSelection()?.selectAllChildren(element);
  return 'marked';
}
