/* The network under pointer, fingers and keyboard. */

/** The actor under a point of the frame, or -1. */
function actorAt(x, y) {
  let best = -1;
  let least = Infinity;
  for (const i of drawn()) {
    const far = Math.hypot(sx(i) - x, sy(i) - y) - radiusOf(i);
    if (far < 6 && (far < least || (view.lit[i] && !view.lit[best]))) {
      best = i;
      least = far;
    }
  }
  return best;
}

/** The lit actor nearest in a direction: arrow keys walk the picture. */
function actorTowards(from, dx, dy) {
  let best = -1;
  let least = Infinity;
  for (const i of drawn()) {
    if (i === from || !view.on[i]) continue;
    const [ex, ey] = [actors.x[i] - actors.x[from], actors.y[i] - actors.y[from]];
    const along = ex * dx + ey * dy;
    const across = Math.abs(ex * dy - ey * dx);
    if (along <= 0 || across > along * 1.6) continue;
    const cost = along + across * 2;
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

function strongest() {
  let best = -1;
  for (const i of drawn()) if (view.on[i] && (best < 0 || weightOf(i) > weightOf(best))) best = i;
  return best;
}

function zoom(factor, x = net.width / 2, y = net.height / 2) {
  const k = Math.min(Math.max(net.k * factor, 0.05), 12);
  const f = k / net.k;
  net.x = x - (x - net.x) * f;
  net.y = y - (y - net.y) * f;
  net.k = k;
  drawNetwork();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function networkKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow) {
    event.preventDefault();
    const from = state.sel && state.sel.kind === 'actor' ? state.sel.i : -1;
    const next = from < 0 ? strongest() : actorTowards(from, ...arrow);
    if (next >= 0) update({ sel: { kind: 'actor', i: next } });
  } else if (event.key === '+' || event.key === '=') zoom(1.25);
  else if (event.key === '-') zoom(0.8);
  else if (event.key === '0') {
    fit();
    drawNetwork();
  } else if (event.key === 'Enter' && state.sel) openSheet(true);
}

/** Drag to move, wheel with ctrl and pinch to zoom, click to select. */
function listenToNetwork() {
  const frame = byId('net-frame');
  const fingers = new Map();
  let moved = 0;
  const at = (event) => {
    const box = frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  frame.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, at(event));
    moved = 0;
  });
  frame.addEventListener('pointermove', (event) => {
    const [x, y] = at(event);
    if (!fingers.has(event.pointerId)) {
      hoverAt(x, y);
      return;
    }
    const [px, py] = fingers.get(event.pointerId);
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
      zoom(
        Math.hypot(x - other[0], y - other[1]) / (Math.hypot(px - other[0], py - other[1]) || 1),
        (x + other[0]) / 2,
        (y + other[1]) / 2,
      );
    } else if (event.pointerType !== 'touch') {
      net.x += x - px;
      net.y += y - py;
      drawNetwork();
    }
    moved += Math.hypot(x - px, y - py);
    fingers.set(event.pointerId, [x, y]);
  });
  frame.addEventListener('pointerup', (event) => {
    if (fingers.size === 1 && moved < 6) clickNetwork(...at(event));
    fingers.delete(event.pointerId);
  });
  for (const name of ['pointercancel', 'pointerleave']) {
    frame.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      hoverAt(-99, -99);
    });
  }
  frame.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), ...at(event));
    },
    { passive: false },
  );
  frame.addEventListener('keydown', networkKeys);
  new ResizeObserver(sizeNetwork).observe(frame);
}

function clickNetwork(x, y) {
  if (many && state.zone === -1) {
    const bubble = bubbleAt(x, y);
    if (bubble) openZone(bubble.zone);
    return;
  }
  const i = actorAt(x, y);
  if (i >= 0) select('actor', i);
  else if (state.sel) update({ sel: null });
}

function hoverAt(x, y) {
  const i = many && state.zone === -1 ? -1 : actorAt(x, y);
  if (i === net.hover) return;
  net.hover = i;
  const tip = byId('net-tip');
  tip.hidden = i < 0;
  byId('net-frame').classList.toggle('over', i >= 0);
  if (i >= 0) {
    replace(
      tip,
      el('strong', {}, actors.name[i]),
      el('span', {}, `${word(data.types, actors.type[i])} · ${count(actors.ties[i], 'ties')}`),
    );
    tip.style.left = `${Math.min(Math.max(sx(i), 100), net.width - 100)}px`;
    tip.style.top = `${sy(i) < 70 ? sy(i) + 18 : sy(i) - 14}px`;
    tip.classList.toggle('below', sy(i) < 70);
  }
}
