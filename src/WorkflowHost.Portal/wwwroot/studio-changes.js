// Looks after what a person has changed in Elsa Studio and the host has not taken: asks before it is lost, and says what Studio keeps to itself.
(() => {
  'use strict';
  const api = location.origin + '/elsa/api';
  const view = document.getElementById('studio');
  const told = document.getElementById('studio-told');
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
  document.getElementById('studio-back').addEventListener('click', async (event) => {
    if (!isUnsaved() || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    const { href } = event.currentTarget;
    event.preventDefault();
    await settled();
    location.href = href;
  });

  // Studio has no words for an instance that is not ended: they are said here, and Studio goes on as after any other answer
  const endings = /^\/(cancel\/workflow-instances\/|bulk-actions\/cancel\/workflow-instances$|alterations\/submit$)/;
  const say = (texts) => {
    told.firstElementChild.textContent = texts.join('\n');
    told.hidden = false;
  };
  const hush = () => { told.hidden = true; };
  told.lastElementChild.addEventListener('click', hush);

  const plainFetch = window.fetch.bind(window);
  window.fetch = async (resource, options) => {
    const address = String(resource?.url ?? resource).split('?')[0];
    const route = address.startsWith(api + '/') ? address.slice(api.length) : '';
    const isPost = options?.method?.toUpperCase() === 'POST';
    const isSave = isPost && /^\/workflow-definitions\/?$/.test(route);
    const isEnding = isPost && endings.test(route);
    const began = performance.now();
    if (isSave) { saving++; }
    if (isEnding) { hush(); }
    try {
      const answer = await plainFetch(resource, options);
      if (isSave) {
        isRefused = !answer.ok;
        if (answer.ok && began - changedAt > 450) { written = null; changedAt = -Infinity; }
      }
      if (!isEnding || answer.status !== 400) { return answer; }
      say(Object.values((await answer.json()).errors).flat());
      return new Response('{"cancelledCount":0,"planId":""}', { headers: { 'Content-Type': 'application/json' } });
    } catch (failed) {
      if (isSave) { isRefused = true; }
      throw failed;
    } finally {
      if (isSave) { saving--; }
    }
  };

  window.studioChanges = {
    settled,
    // Another screen is shown
    forget: () => { isRefused = false; written = null; changedAt = -Infinity; hush(); },
  };
})();
