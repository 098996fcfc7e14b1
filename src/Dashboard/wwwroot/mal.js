// What the screens need of the browser and Blazor does not give.
window.mal = (() => {
  // The page keeps for a time without a network what it has loaded, and by default a browser stops counting at 250 parts.
  performance.setResourceTimingBufferSize(1000);
  // .NET leaves a WebSocket that was never answered without closing it, and meanwhile the browser opens no other to the same house.
  // A screen has one line at a time: whoever asks for a new one has given the one before up.
  let opening = null;
  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      if (opening?.readyState === WebSocket.CONNECTING) opening.close();
      super(...address);
      opening = this;
    }
  };
  const stillMs = 5000;
  let tappedAt = -stillMs;
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => { tappedAt = performance.now(); }, { capture: true, passive: true });
  // A finger holds on to what it touched first; to carry something over the days it must touch what it is over, as a mouse does.
  addEventListener('pointerdown', down => {
    if (down.target.closest?.('[data-arrows]') && down.target.hasPointerCapture?.(down.pointerId)) down.target.releasePointerCapture(down.pointerId);
  });
  // Where arrows move something of ours, they must not scroll the page as well. Tab always leaves.
  addEventListener('keydown', key => {
    const held = key.target.closest?.('[data-arrows]');
    if (held && (/^(Arrow|Page|Home$|End$)/.test(key.key) || key.key === ' ' && key.target === held)) key.preventDefault();
  });
  return {
    // A new build is taken once, when nobody is tapping; asked again with every beat until then.
    reloadFor(build) {
      if (performance.now() - tappedAt < stillMs || document.querySelector('[data-waiting]') || sessionStorage.getItem('mal-reloaded-for') === build) return;
      sessionStorage.setItem('mal-reloaded-for', build);
      location.reload();
    },
    reload() { location.reload(); },
    // The build of the house that drew this page; a page out of the phone's memory may be an old one.
    build() { return document.querySelector('meta[name=mal-build]')?.content ?? null; },
    // The network is back, or somebody looks again: no pause between two attempts is sat out then.
    onRoad(board) {
      const hasten = () => { if (navigator.onLine && document.visibilityState === 'visible') board.invokeMethodAsync('Hasten'); };
      addEventListener('online', hasten);
      document.addEventListener('visibilitychange', hasten);
    },
    isWall() { return Math.max(innerWidth, innerHeight) >= 1000 && !matchMedia('(pointer: coarse)').matches; },
  };
})();
