// Without JavaScript: the film plays by the browser's own controls, the words are all there.
import assert from 'node:assert/strict';
import { open } from '../lib/browser.mjs';

export default function plain(test, world) {
  test('without JavaScript the talk plays and reads', async () => {
    const page = await open(world.browser, { js: false });
    await page.goto(world.site.origin + world.site.talks.first);
    const video = page.locator('video');
    assert.notEqual(await video.getAttribute('controls'), null);
    const source = await video.locator('source').first().getAttribute('src');
    const film = await fetch(new URL(source, world.site.origin), { headers: { range: 'bytes=0-99' } });
    assert.equal(film.status, 206);
    assert.equal(film.headers.get('content-type'), 'video/mp4');
    assert.equal((await film.arrayBuffer()).byteLength, 100);
    const track = await video.locator('track[kind=captions], track[kind=subtitles]').first().getAttribute('src');
    const words = await (await fetch(new URL(track, world.site.origin))).text();
    assert.match(words, /^WEBVTT/);
    assert.match(words, /Elias ville kun sidde dér/);
    assert.equal(await page.locator('.cue').count(), world.site.media.cues.length);
    const link = await page.locator('.cue').nth(3).getAttribute('href');
    assert.match(link, /\?t=\d+/);
    await page.context().close();
  });
}
