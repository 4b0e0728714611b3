/** Times of day as people type and read them. */

/** `7:30`, `07h30`, `0730`, `7` → minutes of the day; `null` for no time. */
export function minutesFrom(text: string): number | null {
  const [, hours = '', minutes = '0'] =
    /^\s*(\d{1,2})\s*(?:[:hg.]\s*(\d{1,2})?|(\d{2}))?\s*$/i.exec(
      text.replace(/^(\d{2})(\d{2})$/, '$1:$2'),
    ) ?? [];
  if (hours === '') return null;
  const all = Number(hours) * 60 + Number(minutes);
  return Number(hours) <= 24 && Number(minutes) < 60 && all <= 1440 ? all : null;
}

/** `07h30` */
export function timeText(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}h${two(minutes % 60)}`;
}
