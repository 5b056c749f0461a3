// Reloads the page when the site has changed. serve adds it to every page.
//
// A page that nobody sees asks nothing: browsers open six connections to a server at
// most, and each waiting page takes one. It asks again when it is seen.
(() => {
  "use strict";
  const { edition } = document.currentScript.dataset;
  let events;

  const listen = () => {
    if (document.hidden) {
      events?.close();
      events = undefined;
      return;
    }
    if (events) return;
    events = new EventSource(`/.bassins/events?seen=${encodeURIComponent(edition)}`);
    events.addEventListener("change", () => {
      events.close();
      location.reload();
    });
  };

  document.addEventListener("visibilitychange", listen);
  listen();
})();
