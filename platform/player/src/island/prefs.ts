// What the player remembers on this device, and only here: nothing of it is sent anywhere.

export interface Prefs {
  captions: boolean; lang: string; size: string; colour: string; ground: string;
  rate: number; volume: number; muted: boolean; audioOnly: boolean; saver: boolean; keys: boolean;
}

const KEY = 'st:player';
const PLACES = 'st:places';
const START: Prefs = {
  captions: true, lang: '', size: 'm', colour: 'white', ground: 'solid',
  rate: 1, volume: 1, muted: false, audioOnly: false, saver: false, keys: true,
};
/** Talks whose place is remembered; the oldest is forgotten first. */
const MOST = 50;

function read<T extends object>(key: string): Partial<T> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return value && typeof value === 'object' ? value as Partial<T> : {};
  } catch {
    return {};
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch { /* private window or full: the choice then lasts as long as the page */ }
}

/** The choices made on this device, or the defaults. */
export const load = (): Prefs => ({ ...START, ...read<Prefs>(KEY) });
export const save = (prefs: Prefs) => write(KEY, prefs);

type Places = Record<string, [seconds: number, at: number]>;

/** Where this talk was left, in seconds; 0 when it was not begun or was watched to the end. */
export const place = (talk: string): number => read<Places>(PLACES)[talk]?.[0] ?? 0;

/** Remembers the place, or forgets the talk when `seconds` is 0. */
export function remember(talk: string, seconds: number): void {
  const places = read<Places>(PLACES) as Places;
  if (seconds > 0) places[talk] = [Math.floor(seconds), Date.now()];
  else delete places[talk];
  const kept = Object.entries(places).sort((a, b) => b[1][1] - a[1][1]).slice(0, MOST);
  write(PLACES, Object.fromEntries(kept));
}
