// The server is killed and started again; an import beside a running server is taken by it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export default function restart(test, world) {
  test('after kill -9 everything is there', async () => {
    await world.site.stop('SIGKILL');
    await world.site.start();
    assert.equal((await fetch(world.site.origin + world.site.talks.first)).status, 200);
  });

  test('an import beside a running server is taken by it', async () => {
    const { media } = world.site;
    const path = await world.site.import(media.film, '--title', 'Kom til imens', '--captions', media.captions, '--publish', '--wait');
    const talk = await (await fetch(`${world.site.origin}/api/v1${path}`)).json();
    assert.equal(talk.playable, true);
    assert.equal(talk.state, 'public');
    const home = await (await fetch(`${world.site.origin}/da/talks`)).text();
    assert.ok(home.includes('Kom til imens'), 'the list shows it at once');
  });

  test('what is no film is refused in words, and the command fails', async () => {
    const file = join(world.site.folder, 'indkøbsliste.mp4');
    writeFileSync(file, 'mælk, rugbrød, kaffe\n'.repeat(50));
    const refused = await world.site.import(file, '--title', 'Ikke en film', '--publish').then(() => null, (error) => error);
    assert.ok(refused, 'the command fails');
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr + refused.stdout, /[a-zæøå]{3,} [a-zæøå]{2,}.*\./i);
  });
}
