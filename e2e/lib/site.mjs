// A running Social Talks with content of its own, in a folder that goes away.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTalk } from './media.mjs';

const target = join(dirname(fileURLToPath(import.meta.url)), '../../target/debug');
export const program = process.env.SOCIALTALKS_PROGRAM ?? join(target, 'socialtalks');
const run = promisify(execFile);

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

/** Waits until `ask` answers something true. */
export async function until(ask, what, ms = 30_000) {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${ms / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts a site with three public talks and an unlisted one. `env` may name another database and storage. */
export async function startSite(env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'socialtalks-e2e-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const media = makeTalk(join(folder, 'media'));
  const common = ['--data', data, '--public-url', origin];
  const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 24 };
  const site = { folder, data, origin, port, media, common, options, talks: {} };
  site.import = async (...words) => {
    const { stdout } = await run(program, ['import', ...words, ...common], options);
    return new URL(stdout.trim().split('\n').at(-1)).pathname;
  };
  const words = ['--captions', media.captions, '--chapters', media.chapters, '--publish', '--wait'];
  site.talks.first = await site.import(media.film, '--title', 'Stolen ved vinduet', '--speaker', 'Mette Østergaard Lind', '--summary',
    'I elleve år stod der en stol ved vinduet på rød stue.', '--topic', 'At spørge barnet', '--profession', 'Pædagog', ...words);
  site.talks.second = await site.import(media.film, '--title', 'Ærlighed ved køkkenbordet', '--speaker', 'Signe Thorup Dahl', '--summary',
    'Mødet flyttede hjem til familien. Så talte moren.', '--topic', 'At spørge barnet', '--profession', 'Socialrådgiver', ...words);
  site.talks.unlisted = await site.import(media.film, '--title', 'Uden tekster', '--publish', '--wait');
  site.start = async () => {
    const log = [];
    const child = spawn(program, ['serve', ...common, '--listen', `127.0.0.1:${port}`, '--metrics-listen', 'off'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => log.push(bytes.toString()));
    site.child = child;
    site.log = log;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(log.join(''));
      return (await fetch(`${origin}/readyz`)).ok;
    }, `the server answers\n${log.join('')}`);
  };
  site.stop = (signal = 'SIGTERM') => new Promise((resolve) => {
    if (!site.child || site.child.exitCode !== null) return resolve();
    site.child.once('exit', resolve);
    site.child.kill(signal);
  });
  site.close = async () => { await site.stop(); rmSync(folder, { recursive: true, force: true }); };
  await site.start();
  return site;
}
