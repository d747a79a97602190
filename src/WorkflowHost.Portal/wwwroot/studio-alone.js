// Room for the drawing. Alone, for reading it, kept while one goes from procedure to procedure: the style sheet hides what is around it.
// With the panels it opens wider than Studio gives it; dragging their edges changes that as ever.
(() => {
  'use strict';
  const view = document.getElementById('studio');
  const button = document.getElementById('studio-alone');
  const stand = (is) => {
    view.classList.toggle('alone', is);
    button.setAttribute('aria-pressed', String(is));
    sessionStorage.setItem('wh-studio-alone', is ? '1' : '');
  };
  stand(sessionStorage.getItem('wh-studio-alone') === '1');
  button.addEventListener('click', () => {
    stand(!view.classList.contains('alone'));
    // Studio's canvas takes its new size first
    setTimeout(() => window.studioDrawing.fill(view.firstElementChild), 400);
  });
  new MutationObserver(() => {
    const watched = view.querySelector('elsa-workflow-instance-viewer .rz-splitter-vertical > .rz-splitter-pane:first-child:not([data-roomy])');
    if (watched) {
      watched.dataset.roomy = '';
      watched.style.flexBasis = '66%';
    }
    const drawing = view.querySelector('elsa-workflow-definition-editor .pane-left:not([data-roomy])');
    const properties = drawing?.parentElement.querySelector(':scope > .rz-splitter-pane-lastresizable');
    if (!properties) { return; }
    drawing.dataset.roomy = '';
    drawing.style.flexBasis = '72%';
    properties.style.flexBasis = '28%';
  }).observe(view, { childList: true, subtree: true });
})();
