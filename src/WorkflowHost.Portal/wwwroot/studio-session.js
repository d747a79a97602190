// The session behind Studio: a token of minutes, renewed before it ends. Who has logged out in another tab sends nothing more; what was changed
// since is saved once the session is back.
window.studioSession = (() => {
  'use strict';
  const { account } = document.getElementById('studio-script').dataset;
  const api = location.origin + '/elsa/api';
  const view = document.getElementById('studio');
  const notice = document.getElementById('studio-session');
  const plainFetch = window.fetch.bind(window);
  let token = null;
  let isOver = false;
  let renewing = null;
  let renewal = 0;
  const ask = async () => {
    const answer = await plainFetch('/api/v1/session/token', { method: 'POST', headers: { 'X-Requested-With': 'studio' } });
    if (answer.status === 401 || answer.status === 403) { end(answer.status); return false; }
    if (!answer.ok) { throw new Error('token: ' + answer.status); }
    const fresh = await answer.json();
    if (fresh.accountId !== account) { end(401); location.reload(); return false; }
    token = { value: fresh.accessToken, ends: performance.now() + fresh.expiresIn * 1000 };
    handOver();
    schedule(fresh.expiresIn * 1000 * 2 / 3);
    if (isOver) {
      isOver = false;
      notice.hidden = true;
      window.studioChanges.saveAgain();
    }
    return true;
  };
  const renew = () => renewing ??= ask().finally(() => { renewing = null; });
  const renewQuietly = () => renew().catch(() => schedule(15000));
  const schedule = (wait) => { clearTimeout(renewal); renewal = setTimeout(renewQuietly, wait); };
  const end = (status) => {
    clearTimeout(renewal);
    token = null;
    isOver = true;
    const [text, link] = notice.children;
    text.textContent = status === 403
      ? '您已不再有查看流程设计的权限，修改不会再保存。'
      : '登录已失效，之后的修改暂不保存。请重新登录，本页的修改随后自动保存。';
    link.hidden = status === 403;
    link.href = '/login?returnUrl=' + encodeURIComponent(location.pathname);
    notice.hidden = false;
  };
  // Studio takes a new token from any new element
  const handOver = () => {
    if (!view.firstElementChild) { return; }
    const provider = document.createElement('elsa-backend-provider');
    provider.hidden = true;
    provider.id = 'studio-token';
    provider.setAttribute('remote-endpoint', api);
    provider.setAttribute('access-token', token.value);
    document.getElementById('studio-token')?.remove();
    document.body.append(provider);
  };
  const refresh = () => {
    if (!document.hidden && (!token || token.ends - performance.now() < 30000)) { renewQuietly(); }
  };
  addEventListener('focus', refresh);
  document.addEventListener('visibilitychange', refresh);

  // Each page of the product says who is logged in
  const others = new BroadcastChannel('wh-session');
  others.addEventListener('message', ({ data }) => { if (data !== account || isOver) { renewQuietly(); } });
  others.postMessage(account);

  // Studio stops with an error where it can't ask whether a name is free or is refused a save without words
  const json = (body, status) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  const refused = (address) => address.endsWith('/validation/is-name-unique') ? json({ isUnique: true }, 200)
    : /\/workflow-definitions\/?$/.test(address) ? json({ errors: { session: ['登录已失效，改动没有保存。'] } }, 400)
    : new Response(null, { status: 401 });
  // A computer that slept wakes up with an old token: what is refused for that is asked again with a new one
  window.fetch = async (resource, options) => {
    const address = String(resource?.url ?? resource).split('?')[0];
    if (!address.startsWith(api + '/') || resource instanceof Request) { return plainFetch(resource, options); }
    if (isOver) { return refused(address); }
    const answer = await plainFetch(resource, options);
    if (answer.status !== 401) { return answer; }
    if (!await renew().catch(() => false)) { return isOver ? refused(address) : answer; }
    const headers = new Headers(options?.headers);
    headers.set('Authorization', 'Bearer ' + token.value);
    return plainFetch(resource, { ...options, headers });
  };

  return { renew, token: () => token?.value };
})();
