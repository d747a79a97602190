// What Studio's dialogs and menus leave out for who works with the keyboard, or presses a key too many.
(() => {
  'use strict';
  const cancelOf = (dialog) => [...dialog.querySelectorAll('.mud-dialog-actions button')].find((button) => /^(取消|否|关闭)$/.test(button.textContent.trim()));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || document.querySelector('.mud-popover-open')) { return; }
    const shown = [...document.querySelectorAll('.mud-dialog')].at(-1);
    const cancel = shown && cancelOf(shown);
    if (!cancel) { return; }
    event.preventDefault();
    event.stopPropagation();
    cancel.click();
  }, true);

  // A dialog begins at what is to be filled in, or at the button that does nothing; Studio gives it the focus first
  const begin = (dialog) => {
    const field = dialog.querySelector('.mud-dialog-content :is(input[type=text], textarea):not([readonly], [disabled])');
    (field ?? cancelOf(dialog))?.focus();
  };
  let naming = 0;
  const name = () => {
    naming = 0;
    document.querySelectorAll('#studio tbody .mud-menu button:not([aria-label])').forEach((button) => {
      if (!button.textContent.trim()) { button.setAttribute('aria-label', '更多操作'); }
    });
  };
  new MutationObserver((changes) => {
    changes.forEach((change) => change.addedNodes.forEach((node) => {
      if (node.nodeType !== Node.ELEMENT_NODE) { return; }
      const dialog = node.matches('.mud-dialog') ? node : node.querySelector('.mud-dialog');
      if (dialog) { setTimeout(begin, 200, dialog); }
    }));
    naming ||= setTimeout(name, 300);
  }).observe(document.body, { childList: true, subtree: true });
})();
