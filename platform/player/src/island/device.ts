// What the device can do beside playing: stay awake, full screen, picture in picture, AirPlay, the lock screen's buttons.

interface WebKitVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
  webkitShowPlaybackTargetPicker?: () => void;
  webkitSetPresentationMode?: (mode: string) => void;
  webkitPresentationMode?: string;
}

/** Keeps the screen lit while the talk plays. */
export function stayAwake(video: HTMLVideoElement): void {
  let lock: WakeLockSentinel | undefined;
  const hold = async () => {
    if (video.paused || document.hidden || lock || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    lock?.addEventListener('release', () => { lock = undefined; });
    if (video.paused) void lock?.release();
  };
  video.addEventListener('play', () => void hold());
  video.addEventListener('pause', () => void lock?.release());
  document.addEventListener('visibilitychange', () => void hold());
}

/** Full screen of the whole player, so that our controls and captions come along; on a phone that lacks it, the film's own. */
export async function fullScreen(root: HTMLElement, video: WebKitVideo): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  if (document.fullscreenEnabled) return root.requestFullscreen().catch(() => undefined);
  video.webkitEnterFullscreen?.();
}

export const canPictureInPicture = (video: WebKitVideo) => document.pictureInPictureEnabled || typeof video.webkitSetPresentationMode === 'function';

export async function pictureInPicture(video: WebKitVideo): Promise<void> {
  if (document.pictureInPictureElement) return document.exitPictureInPicture();
  if (document.pictureInPictureEnabled) await video.requestPictureInPicture().catch(() => undefined);
  else video.webkitSetPresentationMode?.(video.webkitPresentationMode === 'picture-in-picture' ? 'inline' : 'picture-in-picture');
}

/** Shows `button` while there is a screen to play on. */
export function airplay(video: WebKitVideo, button: HTMLElement): void {
  if (!video.webkitShowPlaybackTargetPicker) return;
  video.addEventListener('webkitplaybacktargetavailabilitychanged', (e) => {
    button.hidden = (e as Event & { availability?: string }).availability !== 'available';
  });
  button.addEventListener('click', () => video.webkitShowPlaybackTargetPicker?.());
}

export interface Remote { title: string; speaker: string; artwork: string | undefined; play(): void; pause(): void; by(s: number): void; seek(t: number): void }

/** Title and buttons on the lock screen, the headset and the keyboard's media keys. */
export function lockScreen(remote: Remote): void {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title: remote.title, artist: remote.speaker, artwork: remote.artwork ? [{ src: remote.artwork }] : [] });
  session.setActionHandler('play', () => remote.play());
  session.setActionHandler('pause', () => remote.pause());
  session.setActionHandler('seekbackward', (d) => remote.by(-(d.seekOffset ?? 10)));
  session.setActionHandler('seekforward', (d) => remote.by(d.seekOffset ?? 10));
  session.setActionHandler('seekto', (d) => { if (d.seekTime !== undefined) remote.seek(d.seekTime); });
}
