// What a program sees: the talk's state and its renditions, the playlists, the rules of access.
import assert from 'node:assert/strict';

export default function api(test, world) {
  const get = (path, init) => fetch(new URL(path, world.site.origin), init);

  test('the API tells what plays', async () => {
    const slug = world.site.talks.first.split('/').at(-1);
    const talk = await (await get(`/api/v1/talks/${slug}`)).json();
    assert.equal(talk.title, 'Stolen ved vinduet');
    assert.equal(talk.state, 'public');
    assert.equal(talk.playable, true);
    const source = talk.renditions.find((r) => r.source === 'original');
    assert.equal(source.state, 'playable');
    assert.ok(talk.renditions.some((r) => r.name === '240' && r.source === 'ladder' && r.state === 'playable'));
    const master = await (await get(talk.playlist)).text();
    assert.match(master, /#EXT-X-MEDIA:TYPE=AUDIO/);
    for (const line of master.split('\n').filter((l) => l.startsWith('#EXT-X-STREAM-INF'))) {
      for (const attribute of ['BANDWIDTH=', 'AVERAGE-BANDWIDTH=', 'CODECS=', 'RESOLUTION=', 'FRAME-RATE=', 'AUDIO=']) assert.ok(line.includes(attribute), `${attribute} in ${line}`);
    }
    const openapi = await (await get('/api/v1/openapi.json')).json();
    assert.ok(openapi.paths['/api/v1/talks/{talk}'] ?? Object.keys(openapi.paths).some((path) => path.startsWith('/api/v1/talks/')));
  });

  test('every playlist, init and segment of the master is there', async () => {
    const slug = world.site.talks.first.split('/').at(-1);
    const talk = await (await get(`/api/v1/talks/${slug}`)).json();
    const base = new URL(talk.playlist, world.site.origin);
    const master = await (await get(base)).text();
    const lists = [...master.matchAll(/URI="([^"]+)"/g)].map((m) => m[1]).concat(master.split('\n').filter((l) => l && !l.startsWith('#')));
    assert.ok(lists.length >= 3);
    for (const list of lists) {
      const at = new URL(list, base);
      const text = await (await get(at)).text();
      const files = [text.match(/#EXT-X-MAP:URI="([^"]+)"/)[1], ...text.split('\n').filter((l) => l && !l.startsWith('#'))];
      for (const file of files) {
        const response = await get(new URL(file, at));
        assert.equal(response.status, 200, `${list} ${file}`);
        assert.match(response.headers.get('content-type'), /^(video|audio)\//);
        assert.ok((await response.arrayBuffer()).byteLength > 100);
      }
    }
  });

  test('headers guard every kind of answer', async () => {
    for (const path of ['/', world.site.talks.first, '/api/v1/talks', '/talks/findes-ikke', '/assets/none']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy');
      assert.ok(policy?.includes("default-src 'none'") && !policy.includes('unsafe'), path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('set-cookie'), null, path);
    }
  });
}
