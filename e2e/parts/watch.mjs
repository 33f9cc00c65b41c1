// A practitioner watches a talk: plays, reads, seeks, shares.
import assert from 'node:assert/strict';
import { open } from '../lib/browser.mjs';
import { until } from '../lib/site.mjs';

const video = (page) => page.evaluate(() => { const v = document.querySelector('video'); return { t: v.currentTime, paused: v.paused, rate: v.playbackRate, muted: v.muted, width: v.videoWidth, error: v.error?.message ?? null, source: v.currentSrc }; });
const playing = (page, from) => until(async () => { const v = await video(page); assert.equal(v.error, null); return v.t > from + 0.4 && v; }, `the film plays on from ${from} s`);

export default function watch(test, world) {
  test('a talk plays within the page, with captions and the current line lit', async () => {
    const page = await open(world.browser);
    await page.goto(world.site.origin + world.site.talks.first);
    assert.equal(await page.locator('h1').innerText(), 'Stolen ved vinduet');
    assert.match(await page.title(), /^Stolen ved vinduet – Social Talks$/);
    const before = await page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name));
    assert.ok(!before.some((name) => name.includes('hls')), 'the HLS library waits until play');
    await page.locator('st-player').getByRole('button', { name: /^Afspil/ }).first().click();
    const v = await playing(page, 0);
    assert.ok(v.width >= 320, 'a picture is shown');
    await until(async () => (await page.locator('st-player .cc').innerText()).includes('stol ved vinduet'), 'the caption is shown');
    await until(async () => (await page.locator('.cue[aria-current="true"]').count()) === 1, 'one line of the transcript is lit');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test('a line of the transcript seeks, and the address of a moment starts there', async () => {
    const page = await open(world.browser);
    await page.goto(world.site.origin + world.site.talks.first);
    const cue = world.site.media.cues[3];
    await page.locator('.cue', { hasText: 'En tirsdag' }).click();
    await until(async () => Math.abs((await video(page)).t - cue.start) < 3 && !(await video(page)).paused, 'it plays from that line');
    const other = await open(world.browser);
    await other.goto(`${world.site.origin}${world.site.talks.first}?t=8`);
    await other.locator('st-player').getByRole('button', { name: /^Afspil/ }).first().click();
    const v = await playing(other, 8);
    assert.ok(v.t >= 8 && v.t < 12, `starts at 8 s, was ${v.t}`);
    assert.deepEqual([...page.faults, ...other.faults], []);
    await page.context().close();
    await other.context().close();
  });

  test('the player obeys the keyboard and says what it does', async () => {
    const page = await open(world.browser);
    await page.goto(world.site.origin + world.site.talks.first);
    await page.locator('st-player button').first().focus();
    await page.keyboard.press('k');
    await playing(page, 0);
    await page.keyboard.press('k');
    await until(async () => (await video(page)).paused, 'k pauses');
    const at = (await video(page)).t;
    await page.keyboard.press('ArrowRight');
    await until(async () => (await video(page)).t > at + 3, 'the arrow seeks');
    await page.keyboard.press('m');
    assert.equal((await video(page)).muted, true);
    await page.keyboard.press('>');
    assert.ok((await video(page)).rate > 1);
    await page.keyboard.press('?');
    await until(async () => page.locator('st-player dialog[open], st-player [popover]:popover-open').isVisible(), 'the help panel opens');
    await page.keyboard.press('Escape');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test('captions stay off on this device once they are turned off', async () => {
    const page = await open(world.browser);
    await page.goto(world.site.origin + world.site.talks.first);
    const button = page.locator('st-player').getByRole('button', { name: 'Undertekster', exact: true });
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    await button.click();
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    await page.reload();
    await until(async () => (await button.getAttribute('aria-pressed')) === 'false', 'the choice is remembered');
    await page.context().close();
  });

  test('a view is told to the server, and nothing about it is kept on the device', async () => {
    const page = await open(world.browser);
    const sent = [];
    page.on('request', (request) => { if (new URL(request.url()).pathname === '/v' && request.method() === 'POST') sent.push(request); });
    await page.goto(world.site.origin + world.site.talks.first);
    await page.locator('st-player').getByRole('button', { name: /^Afspil/ }).first().click();
    await playing(page, 1);
    await until(async () => sent.length > 0, 'a beacon is sent after ten seconds', 20_000);
    const response = await sent[0].response();
    assert.equal(response.status(), 204);
    assert.deepEqual(await page.context().cookies(), []);
    const kept = await page.evaluate(() => Object.keys(localStorage).join(' '));
    assert.doesNotMatch(kept, /session|play-?id|sid/i);
    await page.context().close();
  });

  test('at 390 pixels nothing sticks out', async () => {
    const page = await open(world.browser, { width: 390, height: 800 });
    await page.goto(world.site.origin + world.site.talks.first);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(over, 0);
    await page.context().close();
  });
}
