// From the front page to a talk; filters that find, and an empty answer that shows a way on.
import assert from 'node:assert/strict';
import { open } from '../lib/browser.mjs';

export default function find(test, world) {
  test('from the front page, by profession, to a talk', async () => {
    const page = await open(world.browser);
    await page.goto(world.site.origin);
    await page.getByRole('link', { name: /^pædagog/i }).first().click();
    await page.getByRole('link', { name: 'Stolen ved vinduet' }).last().click();
    await page.waitForURL(`**${world.site.talks.first}`);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  test('the list filters by a plain form, and nothing unlisted shows anywhere', async () => {
    const page = await open(world.browser);
    await page.goto(`${world.site.origin}/talks`);
    const main = page.locator('main');
    assert.equal(await main.getByRole('link', { name: 'Uden tekster' }).count(), 0);
    assert.ok(await main.getByRole('link', { name: 'Ærlighed ved køkkenbordet' }).count() > 0);
    for (const path of ['/', '/topics', '/speakers', '/sitemap.xml', '/api/v1/talks']) {
      const text = await (await fetch(world.site.origin + path)).text();
      assert.ok(!text.includes('Uden tekster'), path);
      assert.ok(!text.includes(world.site.talks.unlisted), path);
    }
    const unlisted = await fetch(world.site.origin + world.site.talks.unlisted);
    assert.equal(unlisted.status, 200);
    assert.match(await unlisted.text(), /noindex/);
    await page.context().close();
  });

  test('a page that is not there shows the way on', async () => {
    const page = await open(world.browser);
    const response = await page.goto(`${world.site.origin}/talks/findes-ikke`);
    assert.equal(response.status(), 404);
    assert.ok(await page.locator('main').getByRole('link').count() > 0);
    await page.context().close();
  });
}
