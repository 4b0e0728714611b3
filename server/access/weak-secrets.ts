/**
 * Which PINs and passwords are too easy to guess (OWASP ASVS 5.0, 6.2.1 and 6.2.4; NIST SP 800-63B-4
 * §3.1.1: length and a list, no rules of composition).
 */
import { COMMON_PASSWORDS } from './common-passwords.js';

const SHORTEST_PIN = 6;
const LONGEST_PIN = 12;
const SHORTEST_PASSWORD = 8;
/** Longer ones would only make hashing slow. */
const LONGEST_PASSWORD = 128;

const UP = '01234567890123456789';
const DOWN = [...UP].reverse().join('');

/** Ways over the keys of a telephone, doubled digits and dates that people choose first. */
const COMMON_PINS: ReadonlySet<string> = new Set([
  ...['147258', '258369', '369258', '147369', '159753', '159357', '753951', '357159', '789456'],
  ...['456789', '456123', '741852', '852963', '963852', '963741', '987321', '123789', '147852'],
  ...['112233', '223344', '332211', '445566', '556677', '778899', '998877', '123321', '321321'],
  ...['102030', '110110', '101010', '100100', '100200', '131420', '520520', '520131', '142536'],
  ...['134679', '124578', '235689', '246810', '135790', '135791', '246802', '908070', '192837'],
  ...['113114', '113115', '114115', '199619', '200020', '123654', '654123', '123987', '789123'],
  ...['159159', '147147', '258258', '369369', '007007', '911911', '300475', '020945', '190590'],
]);

/** From 6 to 12 digits, and not among those that everybody tries first. */
export function isWeakPin(pin: string): boolean {
  if (!/^\d+$/.test(pin) || pin.length < SHORTEST_PIN || pin.length > LONGEST_PIN) return true;
  if (UP.includes(pin) || DOWN.includes(pin)) return true;
  if (/^(\d{1,3})\1+\d?$/.test(pin)) return true;
  if (/^(?:(\d)\1)+$/.test(pin)) return true;
  return COMMON_PINS.has(pin) || isFirstOfJanuary(pin);
}

/** 010185, 01011985, 850101, 19850101: the birthday of whoever does not want to give his own. */
function isFirstOfJanuary(pin: string): boolean {
  return /^0101(?:19|20)?\d{2}$/.test(pin) || /^(?:19|20)?\d{2}0101$/.test(pin);
}

/** From 8 to 128 characters and not on the list, whatever its case, its accents and what is added. */
export function isWeakPassword(password: string): boolean {
  const { length } = [...password.normalize('NFC')];
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) return true;
  const plain = password
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .replace(/\s/g, '')
    .toLowerCase();
  const bare = plain.replace(/[^a-z]+$/, '');
  return (
    /^(.{1,4})\1+$/u.test(plain) ||
    UP.includes(plain) ||
    DOWN.includes(plain) ||
    COMMON_PASSWORDS.has(plain) ||
    COMMON_PASSWORDS.has(bare)
  );
}
