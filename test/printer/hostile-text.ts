/** Texts that somebody types to make a printer cut, open a drawer, change its settings, or draw what is not there. */

/** Commands of a printer, as they are, as their names, and as other notations of them. */
const COMMANDS = [
  ...[
    '\u001b@',
    '\u001bp\u0000\u0019\u00fa',
    '\u001dV\u0000',
    '\u001dV\u0042\u0003',
    '\u001bm',
    '\u001bi',
  ],
  ...[
    '\u0010\u0014\u0001\u0000\u0001',
    '\u0010\u0004\u0001',
    '\u0010\u0005\u0002',
    '\u001d(A\u0002\u0000\u0000\u0002',
  ],
  ...[
    '\u001b!\u0030',
    '\u001bt\u001f',
    '\u001c.',
    '\u001ba\u0001',
    '\u001d!\u0011',
    '\u001br\u0001',
    '\u001dr\u0001',
  ],
  ...[
    'ESC @',
    'ESC p 0',
    'GS V 0',
    'DLE EOT 1',
    '[CUT]',
    '{cut}',
    '^[@',
    '\\x1b@',
    '\\u001bm',
    '%1B%40',
    '=1B=40',
  ],
  ...[
    '&#27;@',
    '&#x1b;m',
    '&ESC;',
    '&#0;',
    '&#x10;&#x14;',
    '\u241b@',
    '\u241dV0',
    '\u2410\u2414',
    '\uff1b\u001bp',
  ],
];
/** Control characters, halves of pairs, marks of direction, code points that are none, blanks of all kinds. */
const CHARACTERS = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCodePoint(code)),
  ...Array.from({ length: 0x21 }, (_, code) => String.fromCodePoint(0x7f + code)),
  ...[
    '\ud800',
    '\udbff',
    '\udc00',
    '\udfff',
    '\ufffe',
    '\uffff',
    '\ufeff',
    '\ufffd',
    '\u{1fffe}',
    '\u{10ffff}',
  ],
  ...[
    '\u061c',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202d',
    '\u202e',
    '\u2060',
    '\u2066',
    '\u2069',
  ],
  ...[
    '\u00a0',
    '\u00ad',
    '\u034f',
    '\u115f',
    '\u1680',
    '\u180e',
    '\u2028',
    '\u2029',
    '\u3000',
    '\u3164',
    '\ufe0f',
    '\u{e0001}',
    '\u{e0041}',
  ],
];
/** Characters that normalisation, width or a mark turns into others. */
const DISGUISED = [
  ...[
    '\uff1c',
    '\uff1e',
    '\uff06',
    '\uff02',
    '\uff07',
    '\ufe64',
    '\ufe65',
    '<\u0338',
    '>\u0338',
    '=\u0338',
    '\u226e',
    '\u037e',
  ],
  ...[
    '\u1fef',
    '\u212a',
    '\u2329',
    '\uff1b',
    '\uff20',
    '\uff36',
    'a\u0302\u0301',
    'e\u0323\u0302',
    '\u0301',
    'o\u031b\u0309',
    '\u0f73',
  ],
];
/** Markup, templates and addresses. */
const MARKUP = [
  ...[
    '</text>',
    '<rect width="576" height="900"/>',
    '"/><image href="file:///etc/passwd"/>',
    '<script>1</script>',
  ],
  ...[
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '&x;',
    '&amp;lt;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
  ],
  ...['<?xml version="1.0"?>', 'url(#a)', 'xlink:href="#"', 'style="x"', "' onload='1", '`', '='],
  ...[
    '{{number}}',
    '{{{site}}}',
    '{{#each texts}}',
    '{{/if}}',
    '{{lookup this "constructor"}}',
    '${1}',
    '<%= 1 %>',
    '__proto__',
  ],
];
const WORDS = [
  ...[
    'Chứng thực',
    'Đăng ký khai sinh',
    'Phường Sen Hồng',
    'tầng 2',
    'ông/bà',
    'ព្រះរាជ',
    '中文',
    'العربية',
    '🧾',
  ],
  ...['W'.repeat(30), 'ế'.repeat(20), '1', '', ' '],
];
const POOLS = [COMMANDS, CHARACTERS, DISGUISED, MARKUP, WORDS] as const;

/** @param random 0–1; the same numbers give the same text */
export function hostileText(random: () => number): string {
  const oneOf = <T>(values: readonly T[]): T | undefined =>
    values[Math.floor(random() * values.length)];
  const parts = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
    if (random() < 0.15) return String.fromCodePoint(Math.floor(random() * 0x110000));
    return oneOf(oneOf(POOLS) ?? WORDS) ?? '';
  });
  return parts.join(oneOf(['', '', ' ', '\u0000']));
}
