// Captions in a layer of our own, so that size, colour and ground are the reader's; the browser's own layer takes over
// where ours cannot be seen (full screen on a phone, picture in picture).
import type { Prefs } from './prefs';

export class Captions {
  private readonly tracks: TextTrack[];
  private readonly line: HTMLElement;
  private native = false;
  private shown: VTTCue[] = [];

  constructor(private root: HTMLElement, private video: HTMLVideoElement, private layer: HTMLElement, private prefs: Prefs) {
    this.tracks = [...video.textTracks].filter((t) => t.kind === 'captions' || t.kind === 'subtitles');
    this.line = layer.querySelector('span') ?? layer;
    for (const track of this.tracks) track.addEventListener('cuechange', () => this.draw(track));
    for (const name of ['timeupdate', 'seeked']) video.addEventListener(name, () => this.draw(this.chosen()));
    video.addEventListener('webkitbeginfullscreen', () => this.natively(true));
    video.addEventListener('webkitendfullscreen', () => this.natively(false));
    video.addEventListener('enterpictureinpicture', () => this.natively(true));
    video.addEventListener('leavepictureinpicture', () => this.natively(false));
    this.apply();
  }

  get present() { return this.tracks.length > 0; }

  /** Shows what the preferences say. */
  apply(): void {
    const { size, colour, ground } = this.prefs;
    Object.assign(this.root.dataset, { ccSize: size, ccColour: colour, ccGround: ground });
    const chosen = this.chosen();
    for (const track of this.tracks) track.mode = track !== chosen ? 'disabled' : this.native ? 'showing' : 'hidden';
    this.draw(chosen);
  }

  private chosen(): TextTrack | undefined {
    return this.prefs.captions ? this.tracks.find((t) => t.language === this.prefs.lang) ?? this.tracks[0] : undefined;
  }

  private natively(on: boolean): void {
    this.native = on;
    this.apply();
  }

  private draw(track: TextTrack | undefined): void {
    if (track !== this.chosen()) return;
    // By the clock too: after a jump a browser may keep the cue before for a while.
    const t = this.video.currentTime + 0.05;
    const active = this.native || !track?.activeCues ? [] : [...track.activeCues];
    const cues = active.filter((cue): cue is VTTCue => cue instanceof VTTCue && cue.startTime <= t && t < cue.endTime + 0.05);
    if (cues.length === this.shown.length && cues.every((cue, at) => cue === this.shown[at])) return;
    this.shown = cues;
    this.layer.hidden = cues.length === 0;
    this.layer.lang = track?.language ?? '';
    this.line.replaceChildren(...cues.flatMap((cue, at) => [...(at ? [document.createElement('br')] : []), cue.getCueAsHTML()]));
  }
}
