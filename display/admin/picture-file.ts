/** A picture that somebody chose, made as small as is needed, before it leaves this device. */

/** Most dots on each side, and how it is kept. */
interface Need {
  width: number;
  height: number;
  type: 'image/jpeg' | 'image/png';
}

/** No screen shows more; a television holds each dot in memory. */
const SCREEN: Need = { width: 1_920, height: 1_080, type: 'image/jpeg' };
/** Twice the room that a logo has on paper; JPEG would put specks round its edges. */
export const LOGO: Need = { width: 900, height: 200, type: 'image/png' };
const QUALITY = 0.85;

/** @returns a JPEG or PNG as base64; '' for what this browser cannot draw */
export async function pictureData(file: File, need: Need = SCREEN): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return '';
  const scale = Math.min(1, need.width / picture.width, need.height / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return '';
  pen.imageSmoothingQuality = 'high';
  // What is transparent stands on white.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const [, data = ''] = canvas.toDataURL(need.type, QUALITY).split(',');
  return data;
}
