// Every kind of page × width × scheme × language: no fault that axe can find, nothing sticks out, the budget holds.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { gzipSync } from 'node:zlib';
import { open } from '../lib/browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function paths(site) {
  const home = await (await fetch(`${site.origin}/da/`)).text();
  const first = (pattern) => home.match(pattern)?.[1];
  const topics = await (await fetch(`${site.origin}/da/topics`)).text();
  const speakers = await (await fetch(`${site.origin}/da/speakers`)).text();
  const found = ['/', '/talks', '/talks?language=en', '/topics', '/speakers', '/about', '/privacy', '/accessibility', site.talks.first, site.talks.unlisted, '/talks/findes-ikke',
    first(/href="\/da(\/professions\/[^"?]+)"/), topics.match(/href="\/da(\/topics\/[^"?]+)"/)?.[1], speakers.match(/href="\/da(\/speakers\/[^"?]+)"/)?.[1]];
  assert.ok(found.every(Boolean), `a kind of page is missing: ${found}`);
  return found;
}

export default function every(test, world) {
  test('every page, wide and narrow, light and dark, Danish and English, is without fault', async () => {
    const faults = [];
    const list = await paths(world.site);
    for (const [lang, width, dark] of [['da', 1440, false], ['da', 390, false], ['da', 390, true], ['en', 1440, true], ['da', 320, false]]) {
      const page = await open(world.browser, { width, dark, lang: lang === 'da' ? 'da-DK' : 'en-GB' });
      for (const path of list) {
        const where = `/${lang}${path} at ${width}${dark ? ' dark' : ''}`;
        await page.goto(`${world.site.origin}/${lang}${path}`, { waitUntil: 'load' });
        assert.equal(await page.locator('html').getAttribute('lang'), lang, where);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) faults.push(`${where}: ${over} px stick out`);
        if (width !== 320) {
          const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
          for (const v of violations) faults.push(`${where}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`);
        }
      }
      faults.push(...page.faults.filter((fault) => !fault.includes('404')).map((fault) => `${lang} ${width}: ${fault}`));
      await page.context().close();
    }
    assert.deepEqual(faults, []);
  });

  test('the first view stays within its budget', async () => {
    for (const path of ['/', world.site.talks.first]) {
      const page = await open(world.browser);
      const bodies = { document: 0, stylesheet: 0, script: 0 };
      const waiting = [];
      page.on('response', (response) => {
        const type = response.request().resourceType();
        if (type in bodies) waiting.push(response.body().then((body) => { bodies[type] += gzipSync(body).length; }, () => {}));
      });
      await page.goto(world.site.origin + path, { waitUntil: 'networkidle' });
      await Promise.all(waiting);
      assert.ok(bodies.document + bodies.stylesheet <= 60_000, `${path}: HTML + CSS ${bodies.document + bodies.stylesheet} bytes compressed`);
      assert.ok(bodies.script <= 20_000, `${path}: JavaScript before play ${bodies.script} bytes compressed`);
      await page.context().close();
    }
  });
}
