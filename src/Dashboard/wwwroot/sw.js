// The phone's screen without a network: the page and its parts as they were when it was last alive, always of one build.
// Where the house begins on its host; another house may be beside it, and keeps its own.
const root = new URL('./', self.location).pathname;
const prefix = root === '/' ? 'mal-page-' : `mal-page@${root} `;
// A network that says nothing for so long is as good as none, when there is something to show instead.
const patienceMs = 4000;
// Pages that were opened from memory: they get every part from there too, or an old page would meet new parts.
const remembered = new Set();

const nothing = `<!doctype html><html lang="pl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Brak sieci</title>
<body style="font: 18px system-ui; max-width: 30rem; margin: 20vh auto; padding: 0 24px"><h1 style="font-size: 24px">Brak sieci</h1>
<p>Ten telefon nie pamięta jeszcze tej strony. Otwórz ją raz, kiedy sieć działa; potem otworzy się także bez niej.</p>
<p><a href="" style="display: inline-block; padding: 14px 20px">Spróbuj jeszcze raz</a></p></body></html>`;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === self.location.origin && url.pathname.startsWith(root) && !/^(api|hubs|healthz)\//.test(url.pathname.slice(root.length))) {
    event.respondWith(event.request.mode === 'navigate' ? page(event, url.pathname) : part(event));
  }
});

self.addEventListener('message', event => event.waitUntil(event.data.kind === 'keep'
  ? keep(event.data).then(kept => { if (kept) event.ports[0]?.postMessage(event.data.build); })
  : forget(() => true)));

async function page(event, path) {
  const kept = await caches.match(path);
  try {
    const answer = await soon(fetch(event.request), kept);
    // What stands before a house that is down answers for it.
    if (answer && (answer.status < 500 || !kept)) return answer;
  } catch {
    if (!kept) return new Response(nothing, { status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  }
  remembered.add(event.resultingClientId);
  return kept;
}

async function part(event) {
  const kept = await caches.match(event.request);
  if (kept && remembered.has(event.clientId)) return kept;
  try {
    return await soon(fetch(event.request), kept) ?? kept;
  } catch (lost) {
    if (kept) return kept;
    throw lost;
  }
}

/** The answer, or nothing when it takes too long and there is something else. */
const soon = (answer, otherwise) => otherwise ? Promise.race([answer, new Promise(resolve => setTimeout(resolve, patienceMs))]) : answer;

/** The page goes in last: where it is, all its parts are. */
async function keep({ build, page, parts }) {
  const drawn = await fetch(page, { cache: 'no-store' });
  const html = await drawn.text();
  // The house may have been changed since; then the new page will come and keep itself.
  if (!drawn.ok || !html.includes(`<meta name="mal-build" content="${build}"`)) return false;
  const cache = await caches.open(prefix + build);
  await Promise.all(parts.map(async part => await cache.match(part) ?? cache.add(part)));
  // By this a page knows that what it shows at first is not from today.
  await cache.put(page, new Response(html.replace('<html ', '<html data-remembered '), { headers: { 'Content-Type': 'text/html; charset=utf-8' } }));
  await forget(name => name !== prefix + build);
  return true;
}

const forget = async which => Promise.all((await caches.keys()).filter(name => name.startsWith(prefix) && which(name)).map(name => caches.delete(name)));
