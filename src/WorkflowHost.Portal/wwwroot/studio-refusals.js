// Says in words what the host refuses: Studio has none for most of it, takes some for done, and stops with an error at the rest.
(() => {
  'use strict';
  const api = location.origin + '/elsa/api';
  const told = document.getElementById('studio-told');
  const json = (body, headers = {}) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...headers } });
  const nothing = () => new Response(null, { status: 204 });
  // For a page whose definition is gone there is nothing to go on with, and an error would only hide the message
  const never = () => new Promise(() => {});
  const latest = async (id, options) => {
    const { headers, signal } = options;
    const query = '/workflow-definitions?versionOptions=Latest&DefinitionIds=' + id;
    const found = (await plainFetch(api + query, { headers, signal }).then((answer) => answer.json()).catch(() => ({}))).items?.[0];
    return found ? json(found) : never();
  };

  // For each route: an answer after which Studio goes on, and the message that it then shows although nothing was done.
  // Without an answer Studio gets the refusal, which it can deal with but not repeat.
  const kinds = [
    { route: /^POST \/(cancel\/workflow-instances\/|bulk-actions\/cancel\/workflow-instances$|alterations\/submit$)/,
      answer: () => json({ cancelledCount: 0, planId: '' }) },
    { route: /^POST \/workflow-definitions\/[^/]+\/publish$/,
      answer: () => json({ workflowDefinition: {}, alreadyPublished: true, consumingWorkflowCount: 0 }), message: '流程已经是发布状态' },
    { route: /^POST \/workflow-definitions\/[^/]+\/retract$/, message: '流程已撤回' },
    { route: /^POST \/workflow-definitions\/([^/]+)\/revert\/\d+$/, answer: (refusal, options, [, id]) => latest(id, options) },
    { route: /^POST \/bulk-actions\/publish\/workflow-definitions\//,
      answer: (refusal) => json({ published: [], alreadyPublished: [], notFound: [], updatedConsumers: [], ...refusal }) },
    { route: /^POST \/bulk-actions\/retract\/workflow-definitions\//,
      answer: (refusal) => json({ retracted: [], alreadyRetracted: [], notFound: [], ...refusal }) },
    { route: /^POST \/bulk-actions\/delete\/workflow-definitions\//, answer: (refusal) => json({ deleted: 0, ...refusal }) },
    { route: /^DELETE \/(workflow-definitions|workflow-definition-versions)\/[^/]+$/, answer: nothing },
    { route: /^POST \/workflow-definitions\/[^/]+\/(execute|dispatch)$/, answer: () => json({}, { 'x-elsa-workflow-cannot-start': 'true' }) },
    { route: /^POST \/tests\/activities$/,
      answer: (refusal, options, found, texts) => json({ activityState: {}, outputs: {}, status: 'Faulted', exception: { type: '', message: texts.join('\n') } }) },
    // One file after the other: what was said of the last one stays
    { route: /^POST \/workflow-definitions\/([^/]+\/)?import$/, joins: true },
    // Studio shows what forbids publishing itself, a few at a time and for seconds: more stay as a list to work through, until it is published
    { route: /^POST \/workflow-definitions\/?$/, isList: true },
  ];

  const shownByStudio = 3;
  let last = { kind: null, at: -Infinity };
  const hush = () => { told.hidden = true; told.firstElementChild.textContent = ''; told.classList.remove('list'); delete told.dataset.unsaved; };
  const say = (texts) => {
    const before = told.firstElementChild.textContent;
    told.firstElementChild.textContent = [...(before ? before.split('\n') : []), ...texts].filter((text, at, all) => all.indexOf(text) === at).join('\n');
    told.hidden = false;
  };
  told.lastElementChild.addEventListener('click', hush);

  // What Studio shows of a refusal that it was given is no sentence, and what it shows of one that it was not given is not so
  const untrue = new Set();
  const isNoise = (text) => untrue.has(text) || /^ValidationErrors \{|^Failed to import workflow definition: /.test(text);
  // Why a file can't be read it says in the words of its parts
  let files = [];
  document.addEventListener('change', ({ target }) => { if (target.matches?.('input[type=file]')) { files = [...target.files].map((file) => file.name); } }, true);
  const explain = (message) => {
    const texts = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const [what, reason] = text.data.split('没有导入，原因：');
      if (reason && !/[\u4e00-\u9fff]/.test(reason)) {
        text.data = `${what}没有导入：${files.length === 1 ? '“' + files[0] + '”' : '其中有文件'}不是完整的流程文件（JSON，或装有 JSON 的 ZIP）。`;
      }
    }
  };
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) { return; }
    const shown = node.matches('.mud-snackbar') ? [node] : node.querySelectorAll('.mud-snackbar');
    shown.forEach((message) => {
      if (isNoise(message.textContent.trim())) { message.hidden = true; }
      explain(message);
    });
  }))).observe(document.documentElement, { childList: true, subtree: true });

  const plainFetch = window.fetch.bind(window);
  window.fetch = async (resource, options) => {
    const address = String(resource?.url ?? resource).split('?')[0];
    const call = address.startsWith(api + '/') ? (options?.method ?? 'GET').toUpperCase() + ' ' + address.slice(api.length) : '';
    const kind = kinds.find((one) => one.route.test(call));
    if (!kind) { return plainFetch(resource, options); }
    if (!kind.isList && (!kind.joins || last.kind !== kind || performance.now() - last.at > 5000)) { hush(); }
    const answer = await plainFetch(resource, options);
    last = { kind, at: performance.now() };
    if (answer.ok) {
      untrue.delete(kind.message);
      if (kind.isList && !told.hidden && (told.dataset.unsaved || (await answer.clone().json()).workflowDefinition?.isPublished)) { hush(); }
      return answer;
    }
    if (kind.message) { untrue.add(kind.message); }
    // Studio renews its session and asks again
    if (answer.status === 401) { return answer; }
    const refusal = await answer.clone().json().catch(() => ({}));
    if (kind.isList) {
      // All of them, and none that was mended since
      const found = [...new Set((refusal.problems ?? []).map((problem) => problem.message))];
      if (refusal.saved && (found.length > shownByStudio || told.classList.contains('list'))) {
        hush();
        told.classList.add('list');
        say([`草稿已经保存，但没有发布，有 ${found.length} 个问题：`, ...found]);
      } else if (!refusal.saved && found.length > 0) {
        // It stays until the next save is taken
        hush();
        told.dataset.unsaved = 'true';
        say(found);
      }
      return answer;
    }
    const texts = refusal.errors ? Object.values(refusal.errors).flat() : [refusal.detail ?? refusal.title ?? '没有完成。'];
    say(texts);
    return kind.answer ? kind.answer(refusal, options, kind.route.exec(call), texts) : answer;
  };

  window.studioRefusals = { hush };
})();
