// What the phone remembers by itself: taps until the house has answered them, the last board, and the page for a time without a network.
// Where the house begins on its host. What a browser keeps, it keeps by host, and another house may be beside this one.
const root = new URL(document.baseURI).pathname;
const own = path => new URL(path, document.baseURI).href;
const open = new Promise((resolve, reject) => {
  const asked = indexedDB.open(root === '/' ? 'mal' : `mal@${root}`, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('taps', { keyPath: 'id' });
    asked.result.createObjectStore('boards', { keyPath: 'place' });
  };
  asked.onsuccess = () => {
    // Another page of this phone, with a newer app, must not have to wait for this one.
    asked.result.onversionchange = () => asked.result.close();
    resolve(asked.result);
  };
  asked.onerror = () => reject(asked.error);
});
open.catch(() => { });

/** One transaction; done when it is on the disk and not before. */
async function within(store, mode, work) {
  const base = await open;
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(store, mode, { durability: 'strict' });
    const result = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(result?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** The taps of a place as they were tapped, as JSON. */
export async function openTaps(place) {
  const all = await within('taps', 'readonly', taps => taps.getAll());
  return JSON.stringify(all.filter(tap => tap.key.split('/')[1] === place).sort((one, other) => one.order - other.order));
}

export const keepTaps = taps => within('taps', 'readwrite', store => { JSON.parse(taps).forEach(tap => store.put(tap)); });

export const forgetTaps = ids => within('taps', 'readwrite', store => { ids.forEach(id => store.delete(id)); });

export const keepBoard = board => within('boards', 'readwrite', store => { store.put(JSON.parse(board)); });

export const readBoard = async place => JSON.stringify(await within('boards', 'readonly', store => store.get(place)) ?? null);

/** False where a browser gives a page no way to open without a network: an address without HTTPS. */
export const opensWithoutNetwork = () => isSecureContext && 'serviceWorker' in navigator;

/** The page is alive and the house has answered: from now on it opens without a network, with exactly the parts it has loaded. */
export async function keepPage() {
  if (!opensWithoutNetwork()) return;
  // The browser may throw away what a page keeps when the disk is full, unless it was asked not to.
  navigator.storage?.persist?.();
  await navigator.serviceWorker.register(own('sw.js'), { scope: own('dyzur/'), updateViaCache: 'none' });
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType('resource').map(part => new URL(part.name))
    .filter(part => part.origin === location.origin && part.pathname.startsWith(root) && !/^((api|hubs)\/|sw\.js$)/.test(part.pathname.slice(root.length))).map(part => part.pathname + part.search);
  const answer = new MessageChannel();
  answer.port1.onmessage = ({ data }) => { document.documentElement.dataset.keptBuild = data; };
  active.postMessage({ kind: 'keep', build: mal.build(), page: location.pathname, parts: [...new Set(parts)] }, [answer.port2]);
}

/** The house no longer knows this phone: what it showed of the house goes. Taps stay, they may be all that is left of them. */
export async function forgetPage(place) {
  await within('boards', 'readwrite', store => { store.delete(place); });
  (await navigator.serviceWorker?.getRegistration(own('dyzur/')))?.active?.postMessage({ kind: 'forget' });
}
