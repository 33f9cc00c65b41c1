// Times as digits and as words. The words come from the element's attributes.

/** 4.18 or 1.02.09; `separator` is `.` in Danish and `:` in English. */
export function clock(seconds: number, separator: string): string {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  return (h ? [h, two(m), two(s % 60)] : [m, two(s % 60)]).join(separator);
}

/** Units as `singular|plural`, and what joins the last two parts. */
export interface Units { hours: string; minutes: string; seconds: string; and: string }

/** »3 minutter og 12 sekunder«. */
export function inWords(seconds: number, units: Units): string {
  const s = Math.max(0, Math.floor(seconds));
  const part = (n: number, unit: string) => `${n} ${unit.split('|')[n === 1 ? 0 : 1] ?? ''}`;
  const parts: [number, string][] = [[Math.floor(s / 3600), units.hours], [Math.floor(s / 60) % 60, units.minutes], [s % 60, units.seconds]];
  const shown = parts.filter(([n]) => n > 0).map(([n, unit]) => part(n, unit));
  if (!shown.length) return part(0, units.seconds);
  const last = shown.pop() ?? '';
  return shown.length ? shown.join(', ') + units.and + last : last;
}

/** `Fortsæt fra {time}` and its value. */
export const fill = (template: string, values: Record<string, string>) => template.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');

/** Seconds from an address: `t=258`, `t=4m18s`, `t=258.4`; null when there is none. */
export function moment(parameters: string): number | null {
  const value = new URLSearchParams(parameters.replace(/^[?#]/, '')).get('t');
  const m = value?.match(/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/);
  if (!value || !m) return null;
  return Number(m[1] ?? 0) * 3600 + Number(m[2] ?? 0) * 60 + Number(m[3] ?? 0);
}
