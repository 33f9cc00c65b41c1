// A small talk, made on the spot: a moving picture, a Danish voice, captions timed to it, two chapters.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SENTENCES = [
  'Der stod en stol ved vinduet på rød stue.',
  'Elias ville kun sidde dér.',
  'Vi kaldte det uro.',
  'En tirsdag satte jeg mig ved siden af ham.',
  'Derfra kan man se parkeringspladsen.',
  'Han holdt øje med, om nogen kom.',
];

/** Length of a WAV file in seconds. */
const seconds = (file) => Number(execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]).toString());

const stamp = (s) => new Date(s * 1000).toISOString().slice(11, 23);

/** Makes `film.mp4`, `captions.vtt` and `chapters.vtt` in `folder`; returns their paths, the cues and the film's length. */
export function makeTalk(folder, { size = '640x360', extra = [], name = 'film.mp4' } = {}) {
  mkdirSync(folder, { recursive: true });
  const cues = [];
  let at = 0.4;
  SENTENCES.forEach((text, n) => {
    const wav = join(folder, `${n}.wav`);
    execFileSync('espeak-ng', ['-v', 'da', '-s', '150', '-w', wav, text]);
    const length = seconds(wav);
    cues.push({ start: at, end: at + length, text, wav });
    at += length + 0.6;
  });
  const total = Math.ceil(at + 1);
  const inputs = cues.flatMap((cue) => ['-i', cue.wav]);
  const delays = cues.map((cue, n) => `[${n + 1}:a]aresample=48000,adelay=${Math.round(cue.start * 1000)}:all=1[a${n}]`).join(';');
  const mix = `${cues.map((_, n) => `[a${n}]`).join('')}amix=inputs=${cues.length}:normalize=0,apad,atrim=0:${total}[a]`;
  const film = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${total}`, ...inputs,
    '-filter_complex', `${delays};${mix}`, '-map', '0:v', '-map', '[a]', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p',
    '-g', '50', '-c:a', 'aac', '-t', String(total), '-movflags', '+faststart', ...extra, film]);
  const captions = join(folder, 'captions.vtt');
  writeFileSync(captions, `WEBVTT\n\n${cues.map((c) => `${stamp(c.start)} --> ${stamp(c.end)}\n${c.text}\n`).join('\n')}`);
  const chapters = join(folder, 'chapters.vtt');
  const half = cues[3].start;
  writeFileSync(chapters, `WEBVTT\n\n${stamp(0)} --> ${stamp(half)}\nStolen ved vinduet\n\n${stamp(half)} --> ${stamp(total)}\nMed ryggen til\n`);
  return { film, captions, chapters, cues, total };
}
