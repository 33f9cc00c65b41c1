// One site for all journeys: making the films is the dear part.
import { after, before, test } from 'node:test';
import { launch } from '../lib/browser.mjs';
import { startSite } from '../lib/site.mjs';
import api from '../parts/api.mjs';
import every from '../parts/every-page.mjs';
import find from '../parts/find.mjs';
import language from '../parts/language.mjs';
import plain from '../parts/plain.mjs';
import restart from '../parts/restart.mjs';
import watch from '../parts/watch.mjs';

const world = {};
before(async () => {
  world.site = await startSite();
  world.browser = await launch();
});
after(async () => {
  await world.browser?.close();
  await world.site?.close();
});

for (const part of [watch, plain, find, language, api, every, restart]) part(test, world);
