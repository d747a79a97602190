// Starts Elsa Studio and shows one of its screens at a time.
(() => {
  'use strict';
  const settings = document.getElementById('studio-script').dataset;
  const base = new URL(document.baseURI).pathname;
  const api = location.origin + '/elsa/api';
  const view = document.getElementById('studio');
  const session = window.studioSession;
  const loading = document.getElementById('studio-loading');
  const notice = document.getElementById('studio-notice');
  const tags = ['elsa-workflow-definition-list', 'elsa-workflow-definition-editor', 'elsa-workflow-instance-list', 'elsa-workflow-instance-viewer'];

  // Screens
  const name = (kind) => async (id) => {
    const path = kind === 'definitions'
      ? '/workflow-definitions/by-definition-id/' + encodeURIComponent(id) + '?versionOptions=Latest'
      : '/workflow-instances/' + encodeURIComponent(id);
    const answer = await window.fetch(api + path, { headers: { Authorization: 'Bearer ' + session.token() } });
    if (!answer.ok) { throw Object.assign(new Error(path), { status: answer.status }); }
    const found = await answer.json();
    return { title: found.name || id, isDrawn: kind === 'instances' || found.root?.activities?.length > 0 };
  };
  // What Studio has no screen for: taking the editing over, remarks, ending a case's procedure with a reason
  const page = document.getElementById('studio-page');
  const link = (menu, id) => {
    page.hidden = !id;
    if (!id) { return; }
    page.textContent = menu === 'definitions' ? '本流程的版本与提示' : '本实例的办理与终止';
    page.href = (menu === 'definitions' ? '/definitions/' : '/monitor/') + encodeURIComponent(id);
  };
  const screens = [
    { path: /^workflows\/definitions\/?$/, tag: tags[0], title: '流程定义', menu: 'definitions', events: { editWorkflowDefinition: (id) => go('workflows/definitions/' + encodeURIComponent(id) + '/edit') } },
    { path: /^workflows\/definitions\/([^/]+)\/edit\/?$/, tag: tags[1], menu: 'definitions', attribute: 'definition-id', name: name('definitions'), suffix: '流程设计', missing: '没有找到这个流程' },
    { path: /^workflows\/instances\/?$/, tag: tags[2], title: '运行实例', menu: 'instances', events: { viewWorkflowInstance: (id) => go('workflows/instances/' + encodeURIComponent(id) + '/view') } },
    { path: /^workflows\/instances\/([^/]+)\/view\/?$/, tag: tags[3], menu: 'instances', attribute: 'instance-id', name: name('instances'), suffix: '运行实例', missing: '没有找到这个运行实例', events: { editWorkflowDefinition: (id) => go('workflows/definitions/' + encodeURIComponent(id) + '/edit') } },
  ];
  // The editor of code is large, and no list needs it: it comes with a drawing, or a while after a list
  let code = null;
  const fetchCode = () => code ??= new Promise((next, fail) => { window.require(['vs/editor/editor.main'], next, fail); })
    .catch((failed) => { code = null; throw failed; });
  const fetchCodeQuietly = () => fetchCode().catch(() => {});
  const screenOf = (path) => screens.find((screen) => screen.path.test(path.slice(base.length)));
  // Studio writes its filters after the address that Blazor knows, so Blazor is the one that goes there
  const go = (path) => window.Blazor.navigateTo(base + path);
  let shown = null;
  let present = null;
  let turn = Promise.resolve();

  const dispose = async () => {
    const old = view.firstElementChild;
    if (!old) { return; }
    old.remove();
    clearTimeout(old._disposalTimeoutHandle);
    old._isDisposed = true;
    (await old._addRootComponentPromise).dispose();
  };
  const say = (heading, text) => {
    loading.hidden = true;
    const [h, p] = notice.children;
    h.textContent = heading;
    p.textContent = text;
    notice.hidden = false;
    notice.focus();
    document.title = heading + ' - ' + settings.system;
  };
  const show = async (path) => {
    if (path !== location.pathname) { return; }
    await window.studioChanges.settled();
    if (path !== location.pathname || (path === present && view.firstElementChild)) { return; }
    if (!window.studioChanges.mayLeave()) {
      shown = present;
      go(present.slice(base.length));
      return;
    }
    await dispose();
    present = path;
    window.studioChanges.forget();
    window.studioRefusals.hush();
    link();
    notice.hidden = true;
    const route = path.slice(base.length);
    const screen = screenOf(path);
    document.querySelectorAll('.topnav a').forEach((link) => {
      if (screen && link.pathname.endsWith('/' + screen.menu)) { link.setAttribute('aria-current', 'page'); } else { link.removeAttribute('aria-current'); }
    });
    if (!screen) { say('没有找到这个页面', '地址可能有误。请从上方菜单重新进入。'); return; }
    let { title } = screen;
    let isDrawn = false;
    const id = screen.attribute && decodeURIComponent(screen.path.exec(route)[1]);
    if (id) { fetchCodeQuietly(); } else { setTimeout(fetchCodeQuietly, 4000); }
    try {
      if (!session.token() && !await session.renew()) { say('登录已失效', '请重新登录后再打开流程设计。'); return; }
      if (screen.name) {
        const named = await screen.name(id);
        title = named.title + ' - ' + screen.suffix;
        isDrawn = named.isDrawn;
        await fetchCode();
      }
    } catch (failed) {
      if (failed.status === 404) { say(screen.missing, '它可能已被删除，或者地址有误。'); }
      else if (failed.status === 403) { say('您没有权限查看此内容', '如确需查看，请联系本单位管理员。'); }
      else { say('暂时打不开', '服务器没有正常应答，请稍后重新载入。'); }
      return;
    }
    await new Promise((next) => { setTimeout(next); });
    if (path !== location.pathname) { return; }
    const element = document.createElement(screen.tag);
    element.setAttribute('remote-endpoint', api);
    element.setAttribute('access-token', session.token());
    if (id) { element.setAttribute(screen.attribute, id); link(screen.menu, id); }
    Object.assign(element, screen.events);
    view.append(element);
    if (isDrawn) { window.studioDrawing.open(element); }
    loading.hidden = true;
    document.title = title + ' - ' + settings.system;
  };
  const render = () => {
    let path = location.pathname;
    if (path === base) {
      history.replaceState(null, '', base + 'workflows/definitions');
      path = location.pathname;
    }
    if (path === shown) { return; }
    shown = path;
    turn = turn.then(() => show(path)).catch((failed) => {
      console.error(failed);
      say('流程设计器出现错误', '请重新载入。如仍不成功，请联系管理员。');
    });
  };
  for (const change of ['pushState', 'replaceState']) {
    const original = history[change].bind(history);
    history[change] = (...what) => { original(...what); if (started) { render(); } };
  }
  let started = false;
  addEventListener('popstate', render);
  const place = (link) => link.getAttribute('href').replace(base, '').replace(/^\//, '');
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-route], a[href^="/workflows/"]');
    if (!link || !started) { return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { link.href = base + place(link); return; }
    event.preventDefault();
    event.stopPropagation();
    go(roomy(place(link)));
  }, true);
  document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); view.focus(); });
  document.getElementById('studio-retry').addEventListener('click', () => location.reload());

  // The frame around a selected step lies over it and keeps the second click of a double click, which would open what is inside
  document.addEventListener('dblclick', (event) => {
    if (!event.target.closest('.x6-widget-selection-box')) { return; }
    const { clientX, clientY } = event;
    document.elementsFromPoint(clientX, clientY).find((element) => element.closest('.x6-node'))
      ?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, cancelable: true, view: window, clientX, clientY }));
  });

  // Back to the portal's page that one came from
  const back = document.getElementById('studio-back');
  const from = document.referrer.startsWith(location.origin + '/') && new URL(document.referrer).pathname;
  if (from && !from.startsWith(base) && !from.startsWith('/login')) { sessionStorage.setItem('wh-studio-back', document.referrer); }
  back.href = sessionStorage.getItem('wh-studio-back') ?? '/';

  // Lists open with room for the cities' procedures
  const rows = { definitions: 100, instances: 50 };
  const roomy = (path) => path.replace(/^workflows\/(definitions|instances)\/?$/, (list, kind) => `${list}?pageSize=${rows[kind]}`);
  if (!/[?&]pageSize=/.test(location.search)) {
    const path = location.pathname === base ? 'workflows/definitions' : location.pathname.slice(base.length);
    if (roomy(path) !== path) { history.replaceState(null, '', base + roomy(path) + location.search.replace('?', '&')); }
  }

  // Start
  if (screenOf(location.pathname)?.attribute) { fetchCodeQuietly(); }
  addEventListener('DOMContentLoaded', async () => {
    try {
      const first = session.renew();
      await window.Blazor.start({ applicationCulture: 'zh-CN', loadBootResource: window.studioWords.load });
      await Promise.all([first, ...tags.map((tag) => customElements.whenDefined(tag))]);
      started = true;
      render();
    } catch (failed) {
      console.error(failed);
      say('流程设计器没有打开', typeof WebAssembly === 'object'
        ? '请检查网络后重新载入。如仍不成功，请联系管理员。'
        : '浏览器版本过低，请改用新版 Edge、Chrome、Firefox 或 360 安全浏览器（极速模式）。');
    }
  });
})();
