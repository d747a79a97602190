// What the pages do beyond plain HTML: keys, confirmation, drafts, refreshed lists. Every page works without it.
(() => {
  'use strict';

  // Other tabs hear who is logged in, or that nobody is
  new BroadcastChannel('wh-session').postMessage(document.querySelector('.topbar [data-account]')?.dataset.account ?? '');

  const isTyping = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  const storageKey = (form) => 'wh-draft:' + form.dataset.draft;

  // Keys
  let current = -1;
  const rows = () => [...document.querySelectorAll('[data-rows] tbody tr')];
  const select = (index) => {
    const all = rows();
    if (all.length === 0) { return; }
    all[current]?.classList.remove('current');
    current = Math.max(0, Math.min(all.length - 1, index));
    all[current].classList.add('current');
    all[current].scrollIntoView({ block: 'nearest' });
    all[current].querySelector('[data-open]')?.focus({ preventScroll: true });
  };
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) { return; }
    if (event.key === 'Enter' && event.ctrlKey) {
      (event.target.closest?.('form') ?? document).querySelector('[data-main]')?.click();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (event.key === 'Escape') {
      if (isTyping(event.target)) { event.target.blur(); } else { history.back(); }
      return;
    }
    if (isTyping(event.target)) { return; }
    if (event.key === '/') { event.preventDefault(); document.getElementById('search')?.focus(); }
    if (event.key === 'j') { select(current + 1); }
    if (event.key === 'k') { select(current - 1); }
    if (event.key === 'Enter' && event.target === document.body && current >= 0) {
      rows()[current]?.querySelector('[data-open]')?.click();
    }
  });
  document.addEventListener('click', (event) => {
    const row = event.target.closest('[data-rows] tbody tr');
    if (row && !event.target.closest('a, button, input, label, summary') && !getSelection().toString()) {
      row.querySelector('[data-open]')?.click();
    }
  });

  // Confirmation, size of uploads, one submission at a time
  const dialog = document.getElementById('confirm');
  let confirmed = null;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    const button = event.submitter;
    const tooLarge = [...form.querySelectorAll('input[type=file][data-max-mb]')]
      .find((input) => input.files[0] && input.files[0].size > Number(input.dataset.maxMb) * 1048576);
    if (tooLarge) {
      event.preventDefault();
      tooLarge.setCustomValidity('文件超过 ' + tooLarge.dataset.maxMb + ' MB，请压缩后重新上传。');
      tooLarge.reportValidity();
      tooLarge.addEventListener('change', () => tooLarge.setCustomValidity(''), { once: true });
      return;
    }
    if (button?.dataset.confirm && confirmed !== button && dialog) {
      event.preventDefault();
      document.getElementById('confirm-text').textContent = button.dataset.confirm;
      dialog.querySelector('[data-confirm-yes]').textContent = button.textContent.trim();
      dialog.returnValue = '';
      dialog.showModal();
      dialog.onclose = () => {
        if (dialog.returnValue === 'yes') { confirmed = button; form.requestSubmit(button); } else { button.focus(); }
      };
      return;
    }
    confirmed = null;
    if (form.method === 'post') {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = 'true';
      form.classList.add('sending');
    }
    if (form.hasAttribute('data-logout')) { sessionStorage.clear(); }
  });
  dialog?.querySelector('[data-confirm-yes]').addEventListener('click', () => dialog.close('yes'));
  dialog?.querySelector('[data-confirm-no]').addEventListener('click', () => dialog.close('no'));
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => {
    delete form.dataset.sent;
    form.classList.remove('sending');
  }));

  // Drafts: kept in this tab until the form is accepted
  const fields = (form) => [...form.elements].filter((field) =>
    field.name && !field.name.startsWith('__') && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type));
  const keep = (form) => sessionStorage.setItem(storageKey(form), JSON.stringify(fields(form)
    .filter((field) => !['radio', 'checkbox'].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value])));
  document.querySelectorAll('[data-clear-draft]').forEach((notice) =>
    sessionStorage.removeItem('wh-draft:' + notice.dataset.clearDraft));
  document.querySelectorAll('form[data-draft]').forEach((form) => {
    const draft = sessionStorage.getItem(storageKey(form));
    const refused = document.querySelector('.problems');
    if (draft && !refused) {
      for (const [name, value] of JSON.parse(draft)) {
        fields(form).filter((field) => field.name === name).forEach((field) => {
          if (['radio', 'checkbox'].includes(field.type)) { field.checked = field.value === value; } else { field.value = value; }
        });
      }
    }
    form.addEventListener('input', () => keep(form));
    form.addEventListener('change', () => keep(form));
  });

  // Small aids
  document.addEventListener('click', (event) => {
    const phrase = event.target.closest('[data-insert]');
    if (phrase) {
      const target = document.getElementById(phrase.dataset.insert);
      target.setRangeText(phrase.textContent, target.selectionStart, target.selectionEnd, 'end');
      target.focus();
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const fill = event.target.closest('[data-fill-login]');
    if (fill) {
      document.getElementById('login-name').value = fill.dataset.fillLogin;
      document.getElementById('login-password').value = fill.dataset.fillPassword;
      document.querySelector('form[data-form=login] button[type=submit]').focus();
    }
    const tab = event.target.closest('[data-document]');
    if (tab) {
      tab.closest('ul').querySelectorAll('[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
      tab.setAttribute('aria-current', 'true');
      const window = document.querySelector('[data-document-window]');
      if (window) { window.href = tab.href.split('#')[0]; }
    }
  });
  document.querySelector('.problems')?.focus();

  // The menu stays as it was left; on a narrow screen it is folded until it is asked for
  const fold = document.getElementById('menu-toggle');
  if (fold && matchMedia('(min-width: 721px)').matches) {
    fold.checked = localStorage.getItem('wh-menu') === 'folded';
    fold.addEventListener('change', () => localStorage.setItem('wh-menu', fold.checked ? 'folded' : 'open'));
  }

  // Lists refresh while they are looked at
  const live = [...document.querySelectorAll('[data-refresh]')];
  if (live.length > 0) {
    const refresh = async () => {
      if (document.hidden || document.querySelector('dialog[open]') || live.some((part) => part.contains(document.activeElement))) { return; }
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
      if (!answer?.ok || answer.redirected) { return; }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of live) {
        const fresh = page.querySelector('[data-refresh="' + part.dataset.refresh + '"]');
        if (fresh) { part.replaceChildren(...fresh.childNodes); }
      }
      const count = page.querySelector('.sidemenu .count');
      const shown = document.querySelector('.sidemenu .count');
      if (count && shown) { shown.textContent = count.textContent; }
      current = -1;
    };
    setInterval(refresh, 30000);
  }
})();
