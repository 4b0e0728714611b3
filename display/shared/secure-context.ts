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
  'awake',
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
    case 'awake':
      return 'wakeLock' in navigator;
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

declare global {
  interface Window {
    /** Document Picture-in-Picture, which TypeScript's own declarations do not know yet. */
    documentPictureInPicture?: {
      requestWindow(size: { width: number; height: number }): Promise<Window>;
    };
  }
}

/**
 * Opens a page of ours in a small window that stays above all others. @returns whether there is one;
 * it takes a press of somebody, and only one such window a browser.
 */
export async function openOnTop(
  address: string,
  title: string,
  size: { width: number; height: number },
): Promise<boolean> {
  const onTop = isAvailable('on-top') ? window.documentPictureInPicture : undefined;
  if (onTop === undefined) return false;
  try {
    const { document } = await onTop.requestWindow(size);
    const frame = document.createElement('iframe');
    frame.src = address;
    frame.title = title;
    Object.assign(frame.style, { position: 'fixed', inset: '0', width: '100%', height: '100%' });
    frame.style.border = '0';
    document.title = title;
    document.body.append(frame);
    return true;
  } catch {
    // The browser, or whoever rules over it, said no.
    return false;
  }
}

/** Keeps the screen from going dark while this page is looked at. */
export function keepAwake(): void {
  if (!isAvailable('awake')) return;
  const ask = (): void => {
    if (document.visibilityState !== 'visible') return;
    // A device that saves its last power says no.
    navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
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

/**
 * The camera at the back, where there is one. Ask `isAvailable('camera')` before.
 * @throws what the browser says when somebody, or something, does not let it
 */
export function openCamera(): Promise<MediaStream> {
  const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
  return navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
}

/**
 * A microphone as it is: what browsers do to calls would hide noise, and change voices. Ask
 * `isAvailable('microphone')` before.
 * @throws what the browser says when somebody, or something, does not let it
 */
export function openMicrophone(): Promise<MediaStream> {
  const wanted = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, ...wanted },
    video: false,
  });
}

/** Asks whether notices may be shown, once: a browser that was answered is not asked again. */
export async function askForNotices(): Promise<void> {
  if (!isAvailable('notifications') || Notification.permission !== 'default') return;
  await Notification.requestPermission();
}

/**
 * Shows a notice of the device itself, if somebody allowed it. Phones do so through a service worker alone.
 * @param worker address of the script that some browsers want for it
 * @param tag a notice takes the place of the one before with the same
 */
export async function showNotice(worker: string, tag: string, text: string): Promise<void> {
  if (!isAvailable('notifications') || Notification.permission !== 'granted') return;
  const notice = { tag, renotify: true, requireInteraction: true };
  try {
    const registration = await navigator.serviceWorker.register(worker);
    await active(registration);
    await registration.showNotification(text, notice);
  } catch {
    // No such worker here, or a browser that says no: the page itself is what there is.
  }
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active !== null || coming === null) return Promise.resolve();
  return new Promise((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve();
    });
  });
}
