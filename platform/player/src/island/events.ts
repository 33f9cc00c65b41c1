// How the player and the islands around it talk: two DOM events on the document.

/** `st:time`: where the talk is; seconds. Sent at every change of position, also before the first play. */
export interface Moment { t: number; duration: number; paused: boolean }
/** `st:seek`: go there (seconds), and play unless `play` is false. */
export interface Seek { t: number; play?: boolean }

declare global {
  interface DocumentEventMap {
    'st:time': CustomEvent<Moment>;
    'st:seek': CustomEvent<Seek>;
  }
}

export const tell = (detail: Moment) => document.dispatchEvent(new CustomEvent('st:time', { detail }));
export const askSeek = (detail: Seek) => document.dispatchEvent(new CustomEvent('st:seek', { detail }));
