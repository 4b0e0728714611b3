/** A slip's words as a site with Khmer people may set them up. */
import type { SlipWords } from '../../printer/template/slip-model.js';

export const KHMER_WORDS: Readonly<Record<Parameters<SlipWords>[0], string>> = {
  heading: 'សំបុត្រលេខរង់ចាំ',
  takenAt: 'យកនៅម៉ោង {clock}',
  clock: 'ម៉ោង {hour}:{minute}',
  fullHour: 'ម៉ោង {hour}',
  clockShort: '{hour}:{minute}',
  go: 'ពេលហៅលេខនេះ សូមអញ្ជើញទៅកាន់',
  counters: 'បញ្ជរលេខ {numbers}',
  countersZone: 'បញ្ជរលេខ {numbers} {floor}',
  or: 'ឬ {last}',
  listen: 'សូមរង់ចាំស្តាប់ការហៅលេខ និងលេខបញ្ជរ',
  expected: 'រំពឹងថាដល់វេនប្រហែល',
  range: '{from} – {to}',
  opens: 'បញ្ជរបើកនៅ {clock}',
  ahead: 'នៅមានមនុស្ស {people} នាក់មុនលោកអ្នក',
  aheadNone: 'គ្មានអ្នកណានៅមុនលោកអ្នកទេ',
  waitForCall: 'សូមរង់ចាំការហៅលេខ',
  missed: 'ប្រសិនបើខកខានវេន សូមអញ្ជើញទៅតុណែនាំ',
  scan: 'ស្កេនដើម្បីមើលវេនរបស់លោកអ្នក',
  valid: 'លេខនេះមានសុពលភាពតែក្នុងថ្ងៃទី {date}',
  reprint: 'បោះពុម្ពឡើងវិញ (លើកទី {time})',
  priority: 'អាទិភាព',
  stops: 'បន្ទាប់មកសូមអញ្ជើញទៅ',
  training: 'ការអនុវត្តសាកល្បង',
};

export const khmer: SlipWords = (word, data = {}) =>
  KHMER_WORDS[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
