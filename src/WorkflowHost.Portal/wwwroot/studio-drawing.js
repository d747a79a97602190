// Brings a drawing into view: as a whole, by Studio's own buttons, made smaller when it is larger than the canvas, else only centred. What is
// too large even then is shown from its beginning.
window.studioDrawing = (() => {
  'use strict';
  const root = document.getElementById('studio');
  const margin = 20;
  const held = 3000;
  let touched = -Infinity;
  for (const hand of ['pointerdown', 'wheel', 'keydown']) {
    root.addEventListener(hand, (event) => { if (event.isTrusted) { touched = performance.now(); } }, { capture: true, passive: true });
  }
  const button = (element, icon) => element.querySelector(`path[d^="${icon}"]`)?.closest('button');
  const begins = `[activity-json*='"type":"Elsa.Start"']`;
  const extent = (element) => {
    const nodes = [...element.querySelectorAll('.x6-node')];
    const steps = nodes.map((node) => node.getBoundingClientRect());
    const start = nodes.findIndex((node) => node.querySelector(begins));
    return {
      left: Math.min(...steps.map((step) => step.left)), right: Math.max(...steps.map((step) => step.right)),
      top: Math.min(...steps.map((step) => step.top)), bottom: Math.max(...steps.map((step) => step.bottom)),
      first: steps[start] ?? steps.reduce((first, step) => step.left < first.left || (step.left === first.left && step.top < first.top) ? step : first),
    };
  };
  const overflow = (element) => {
    const all = extent(element);
    const { width, height } = element.querySelector('.x6-graph').getBoundingClientRect();
    return [all.right - all.left + 2 * margin - width, all.bottom - all.top + 2 * margin - height];
  };
  const isLarge = (element) => overflow(element).some((over) => over > 0);
  // The canvas is moved as a hand would move it, for Studio has no button for that
  const showBeginning = (element) => {
    const [wide, high] = overflow(element);
    if (wide <= 0 && high <= 0) { return; }
    const graph = element.querySelector('.x6-graph');
    const { left, top, bottom, first } = extent(element);
    const view = graph.getBoundingClientRect();
    const middle = view.top + view.height / 2 - (first.top + first.bottom) / 2;
    const x = wide > 0 ? view.left + margin - left : 0;
    const y = high > 0 ? Math.max(Math.min(middle, view.top + margin - top), view.bottom - margin - bottom) : 0;
    const hand = (type, target, clientX, clientY) => target.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX, clientY, buttons: 1 }));
    hand('mousedown', graph.querySelector('svg'), 0, 0);
    hand('mousemove', document.body, x, y);
    hand('mouseup', document.body, x, y);
  };
  // Studio centres a drawing anew when its canvas gets another size: until a hand is on it, it is put back
  const sizeOf = (graph) => `${graph.clientWidth} by ${graph.clientHeight}`;
  const placeOf = (graph) => graph.querySelector('.x6-graph-svg-viewport').getAttribute('transform');
  const hold = (element, graph, since) => {
    if (!graph.isConnected || !element.querySelector('.x6-node') || performance.now() > since + held) { return; }
    const isTouched = touched > since;
    if (!isTouched && graph.dataset.size !== sizeOf(graph)) {
      lay(element, isLarge(element) ? 'icon(whole)' : 'icon(centre)');
      return;
    }
    if (graph.dataset.whole !== placeOf(graph)) {
      if (!isTouched) { showBeginning(element); }
      // For who waits until the drawing lies where it will stay
      graph.dataset.whole = placeOf(graph);
    }
    if (isTouched) { return; }
    setTimeout(hold, 200, element, graph, since);
  };
  const lay = (element, name) => {
    const graph = element.querySelector('.x6-graph');
    graph.dataset.size = sizeOf(graph);
    button(element, name).click();
    setTimeout(hold, 100, element, graph, performance.now());
  };
  // Steps are drawn one after the other, so it waits until none was added
  const open = (element, tries = 40, before = 0) => {
    const drawn = element.querySelectorAll('.x6-node').length;
    if (button(element, 'icon(whole)') && button(element, 'icon(centre)') && element.querySelector('.x6-graph') && drawn > 0 && drawn === before) {
      lay(element, isLarge(element) ? 'icon(whole)' : 'icon(centre)');
    } else if (element.isConnected && tries > 0) { setTimeout(open, drawn > 0 ? 400 : 250, element, tries - 1, drawn); }
  };
  // The same for what is opened inside of a drawing: Studio makes a new canvas for it
  let canvas = null;
  new MutationObserver(() => {
    const present = root.querySelector('.x6-graph');
    if (!present || present === canvas) { return; }
    const isInside = canvas?.owner === root.firstElementChild;
    canvas = present;
    canvas.owner = root.firstElementChild;
    if (isInside) { open(canvas.owner, 8); }
  }).observe(root, { childList: true, subtree: true });
  const fill = (element) => { if (element?.querySelector('.x6-node')) { lay(element, 'icon(whole)'); } };
  return { open, fill };
})();
