// Danish and English: by the browser, and by choice.
import assert from 'node:assert/strict';
import { open } from '../lib/browser.mjs';

export default function language(test, world) {
  test('the browser decides until the reader does', async () => {
    const page = await open(world.browser, { lang: 'en-GB' });
    await page.goto(world.site.origin + world.site.talks.first);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('h1').innerText(), 'Stolen ved vinduet');
    const text = await page.locator('main').innerText();
    assert.match(text, /in Danish/i, 'a reader of English is told that the talk is in Danish');
    await page.goto(`${world.site.origin}/da${world.site.talks.first}`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'da');
    const links = await page.locator('header a[href^="/da/"]').count();
    assert.ok(links > 0, 'the choice is kept in the links');
    assert.deepEqual(await page.context().cookies(), []);
    await page.context().close();
  });

  test('Danish words lead to their pages', async () => {
    for (const [from, to] of [['/temaer', '/topics'], ['/oplaegsholdere', '/speakers'], ['/om', '/about'], ['/privatliv', '/privacy'], ['/tilgaengelighed', '/accessibility']]) {
      const response = await fetch(world.site.origin + from, { redirect: 'manual' });
      assert.equal(response.status, 308, from);
      assert.equal(new URL(response.headers.get('location'), world.site.origin).pathname, to);
      assert.equal((await fetch(world.site.origin + to)).status, 200, to);
    }
  });
}
