/** QR codes as SVG, drawn in the browser: what they carry need not travel to the server. */
import { encode } from 'uqr';
import { codePath } from '../../server/domain/code-path.js';
import { h } from './dom.js';

/** Modules of white round the code, without which cameras do not find it (ISO/IEC 18004). */
const QUIET = 4;

/**
 * @param label what the code is for, read out instead of it
 * @returns an SVG of level M (15 % may be damaged) that is as large as its class says
 */
export function qrCode(text: string, label: string, className: string): Element {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const attributes = {
    class: className,
    viewBox: `0 0 ${size} ${size}`,
    role: 'img',
    'aria-label': label,
    'shape-rendering': 'crispEdges',
  };
  return h(
    'svg',
    attributes,
    h('rect', { width: size, height: size, fill: '#fff' }),
    h('path', { d: codePath(data), fill: '#000' }),
  );
}

/** What phones read as "join this network": the format that ZXing defined and both systems know. */
export function wifiCode({ network, password }: { network: string; password: string }): string {
  const kind = password === '' ? 'T:nopass;' : 'T:WPA;';
  const secret = password === '' ? '' : `P:${escaped(password)};`;
  return `WIFI:${kind}S:${escaped(network)};${secret};`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,:"]/g, '\\$&');
}
