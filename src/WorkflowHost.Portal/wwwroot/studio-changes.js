// Looks after what a person has changed in Elsa Studio and the host has not taken: asks before it is lost.
(() => {
  'use strict';
  const api = location.origin + '/elsa/api';
  const view = document.getElementById('studio');
  const editor = 'elsa-workflow-definition-editor';

  // Studio saves half a second after a change, fields tell it of theirs as late, and its button bears a mark until it has saved
  const delay = 1200;
  let saving = 0;
  let isRefused = false;
  let written = null;
  let changedAt = -Infinity;
  const isUnderWay = () => saving > 0 || performance.now() - changedAt < delay
    || view.querySelector(editor + ' .elsa-toolbar-icon .mud-theme-warning') !== null;
  const isUnsaved = () => view.querySelector(editor) !== null && (isRefused || written?.isConnected || isUnderWay());
  view.addEventListener('input', (event) => {
    if (event.target.closest(editor)) { written = event.target; changedAt = performance.now(); }
  }, true);
  for (const end of ['change', 'focusout']) {
    view.addEventListener(end, (event) => {
      if (event.target === written) { written = null; changedAt = performance.now(); }
    }, true);
  }
  const settled = async () => {
    for (let looks = 0; looks < 30 && view.querySelector(editor) && isUnderWay(); looks++) {
      await new Promise((next) => { setTimeout(next, 100); });
    }
  };
  addEventListener('beforeunload', (event) => { if (isUnsaved()) { event.preventDefault(); } });
  const leave = async (event) => {
    if (!isUnsaved() || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    const { href } = event.currentTarget;
    event.preventDefault();
    await settled();
    location.href = href;
  };
  for (const way of ['studio-back', 'studio-page']) { document.getElementById(way).addEventListener('click', leave); }

  // So that the host can tell this window from another one of the same person, and a save that comes late from the one after it
  const self = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  let saves = 0;
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (resource, options) => {
    const address = String(resource?.url ?? resource).split('?')[0];
    const isSave = options?.method?.toUpperCase() === 'POST' && /^\/workflow-definitions\/?$/.test(address.slice(api.length)) && address.startsWith(api);
    if (!isSave) { return plainFetch(resource, options); }
    const began = performance.now();
    saving++;
    try {
      const headers = new Headers(options.headers);
      headers.set('X-Studio-Window', self + '/' + (++saves));
      const answer = await plainFetch(resource, { ...options, headers });
      // What can't be published is saved all the same
      const isSaved = answer.ok || (answer.status === 400 && (await answer.clone().json().catch(() => ({}))).saved === true);
      isRefused = !isSaved;
      if (isSaved && began - changedAt > 450) { written = null; changedAt = -Infinity; }
      return answer;
    } catch (failed) {
      isRefused = true;
      throw failed;
    } finally {
      saving--;
    }
  };

  window.studioChanges = {
    settled,
    // What was refused is given to the host once more
    saveAgain: () => { if (isRefused) { view.querySelector(editor + ' path[d^="icon(save)"]')?.closest('button').click(); } },
    // Whether another screen may be shown
    mayLeave: () => !isUnsaved() || confirm('本页有改动没有保存，离开后将丢失。确定离开吗？'),
    // Another screen is shown
    forget: () => { isRefused = false; written = null; changedAt = -Infinity; },
  };
})();
