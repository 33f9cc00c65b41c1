// Builds what the browser gets, into dist/: app.js (ES modules, one lazy chunk per island), app.css, fonts, hls.js and its
// worker; every file with a hash of its content in its name and .br/.gz beside it; manifest.json says which is which.
// Pages and platform rooms bring their own parts: `*.island.ts` (custom element = file name) and `page.css` / `*.css`.
import { createHash } from 'node:crypto';
import { globSync } from './glob.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const dist = path.join(here, 'dist');
/** Compressed bytes (brotli) a first view of the talk page may cost; the build fails above them. */
const BUDGET = { css: 25_000, jsBeforePlay: 20_000 };

const rooms = ['platform', 'features'].map((folder) => path.join(root, folder));
const islands = rooms.flatMap((dir) => globSync(dir, (name) => name.endsWith('.island.ts')));
const sheets = [
  path.join(here, 'css/app.css'),
  ...globSync(rooms[0], (name) => name.endsWith('.css')),
  ...globSync(rooms[1], (name) => name === 'page.css'),
];
const element = (file) => path.basename(file, '.island.ts');

/** Two modules that exist only while building: the table of islands, and the sheet that imports all sheets. */
const collected = {
  name: 'collected',
  setup(build) {
    build.onResolve({ filter: /^st:/ }, (a) => ({ path: a.path, namespace: 'st' }));
    build.onLoad({ filter: /^st:islands$/, namespace: 'st' }, () => ({
      contents: `export default {${islands.map((f) => `${JSON.stringify(element(f))}: () => import(${JSON.stringify(f)})`).join(',')}};`,
      resolveDir: here,
    }));
    build.onLoad({ filter: /^st:sheets$/, namespace: 'st' }, () => ({
      contents: sheets.map((f) => `@import ${JSON.stringify(f)};`).join('\n'), loader: 'css', resolveDir: here,
    }));
  },
};

fs.rmSync(dist, { recursive: true, force: true });
const result = await esbuild.build({
  entryPoints: [{ in: path.join(here, 'app.ts'), out: 'app' }, { in: 'st:sheets', out: 'app' }],
  bundle: true, splitting: true, format: 'esm', target: ['es2022', 'safari17.5', 'chrome123', 'firefox128'], minify: true, charset: 'utf8', metafile: true,
  outdir: dist, publicPath: '/assets', entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file', '.worker.js': 'file' }, nodePaths: [path.join(here, 'node_modules')], plugins: [collected],
  legalComments: 'none', logLevel: 'warning', absWorkingDir: root,
});

/** Names that templates may ask for, beside app.css and app.js. */
const FONTS = {
  'fonts/atkinson-normal.woff2': 'atkinson-hyperlegible-next-latin-wght-normal', 'fonts/atkinson-italic.woff2': 'atkinson-hyperlegible-next-latin-wght-italic',
  'fonts/fraunces-normal.woff2': 'fraunces-latin-full-normal', 'fonts/fraunces-italic.woff2': 'fraunces-latin-standard-italic',
};
const manifest = {};
for (const [out, info] of Object.entries(result.metafile.outputs)) {
  const file = path.basename(out);
  const font = Object.keys(FONTS).find((name) => file.startsWith(`${FONTS[name]}-`));
  if (font) manifest[font] = file;
  else if (file.startsWith('hls.worker-')) manifest['hls.worker.js'] = file;
  else if (info.entryPoint?.endsWith('.island.ts')) manifest[`${element(info.entryPoint)}.js`] = file;
  else if (info.entryPoint === 'frontend/app.ts') manifest['app.js'] = file;
  else if (info.entryPoint === 'st:st:sheets') manifest['app.css'] = file;
}
// What others made and is delivered here stays with its licence.
const licences = ['fonts/LICENSE-AtkinsonHyperlegibleNext.txt', 'fonts/LICENSE-Fraunces.txt', 'node_modules/hls.js/LICENSE']
  .map((file) => `== ${file.replace('node_modules/', '')} ==\n\n${fs.readFileSync(path.join(here, file), 'utf8')}`).join('\n');
manifest['licences.txt'] = `licences-${createHash('sha256').update(licences).digest('hex').slice(0, 8).toUpperCase()}.txt`;
fs.writeFileSync(path.join(dist, manifest['licences.txt']), licences);
fs.writeFileSync(path.join(dist, 'manifest.json'), `${JSON.stringify(Object.fromEntries(Object.entries(manifest).sort()), null, 2)}\n`);

const sizes = {};
for (const file of fs.readdirSync(dist).filter((f) => /\.(js|css)$/.test(f))) {
  const bytes = fs.readFileSync(path.join(dist, file));
  const br = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  fs.writeFileSync(path.join(dist, `${file}.br`), br);
  fs.writeFileSync(path.join(dist, `${file}.gz`), zlib.gzipSync(bytes, { level: 9 }));
  sizes[file] = br.length;
}

/** What the browser fetches before anybody presses play: app.js, all islands, and the chunks they import outright. */
const before = new Set();
const follow = (out) => {
  if (before.has(out)) return;
  before.add(out);
  for (const i of result.metafile.outputs[out].imports) if (i.kind === 'import-statement' && result.metafile.outputs[i.path]) follow(i.path);
};
for (const [out, info] of Object.entries(result.metafile.outputs)) if (out.endsWith('.js') && info.entryPoint && !info.entryPoint.includes('node_modules')) follow(out);
const js = [...before].reduce((sum, out) => sum + (sizes[path.basename(out)] ?? 0), 0);
const css = sizes[manifest['app.css']];
const mark = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 8);
console.log(`frontend ${mark}: app.css ${css} B, JavaScript before play ${js} B (brotli), ${islands.length} islands, ${sheets.length} sheets`);
if (css > BUDGET.css || js > BUDGET.jsBeforePlay) {
  console.error(`over budget: at most ${BUDGET.css} B of CSS and ${BUDGET.jsBeforePlay} B of JavaScript`);
  process.exit(1);
}
