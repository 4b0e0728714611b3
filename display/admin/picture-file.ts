/** A picture that somebody chose, made as small as a hall's screens need, before it leaves this device. */

/** No screen shows more; a television holds each dot in memory (facts/screens.md §1.6). */
const WIDEST = 1_920;
const HIGHEST = 1_080;
const QUALITY = 0.85;

/** @returns a JPEG as base64; '' for what this browser cannot draw */
export async function pictureData(file: File): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return '';
  const scale = Math.min(1, WIDEST / picture.width, HIGHEST / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return '';
  // What is transparent stands on the panel's white.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const [, data = ''] = canvas.toDataURL('image/jpeg', QUALITY).split(',');
  return data;
}
