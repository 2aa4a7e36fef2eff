/* The network: a scene of paths and texts, drawn on a canvas or written as SVG. */

const net = { k: 1, x: 0, y: 0, width: 0, height: 0, box: null, hover: -1, palette: {} };
const ink = document.createElement('canvas').getContext('2d');
const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function readPalette() {
  const style = window.getComputedStyle(document.documentElement);
  for (const name of ['panel', 'line', 'edge', 'ink', 'soft', 'accent', 'gap', 'help', 'land', 'quiet']) {
    net.palette[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

/** Actors drawn one by one: all, or one zone's in a large territory. */
function drawn() {
  if (actorCount > data.nation) return [];
  const all = [...Array(actorCount).keys()];
  if (!many) return all;
  return state.zone === -1 ? [] : all.filter((i) => zoneOfActor(i) === state.zone - 2);
}

/** Where the picture's zones stand: centre and reach of their tied actors. */
const zoneSpots = data.zones.map((zone, z) => {
  const own = [];
  for (let i = 0; i < actors.x.length; i += 1) if (actors.ties[i] > 0 && zoneOfActor(i) === z) own.push(i);
  if (!own.length) return null;
  const x = own.reduce((sum, i) => sum + actors.x[i], 0) / own.length;
  const y = own.reduce((sum, i) => sum + actors.y[i], 0) / own.length;
  const far = own.map((i) => Math.hypot(actors.x[i] - x, actors.y[i] - y)).sort((a, b) => a - b);
  const reach = Math.max(far[Math.floor(far.length * 0.8)] + 22, 40);
  return { x, y, r: Math.min(reach, 400), near: own.length > 5 || reach < 130 };
});
const alone = [];
for (let i = 0; i < actorCount; i += 1) if (actors.ties[i] === 0) alone.push(i);

function radiusOf(i) {
  const size = 3.4 + Math.min(Math.sqrt(actors.ties[i]) * 1.15, 9.5);
  return net.width < 420 ? size * 0.8 : size;
}

function bounds(list) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const i of list) {
    left = Math.min(left, actors.x[i]);
    right = Math.max(right, actors.x[i]);
    top = Math.min(top, actors.y[i]);
    bottom = Math.max(bottom, actors.y[i]);
  }
  return left === Infinity ? { left: 0, top: 0, right: 1000, bottom: 720 } : { left, top, right, bottom };
}

/** Fit the whole picture into the frame. */
function fit() {
  const box = many && state.zone === -1 ? { left: 0, top: 0, right: 1000, bottom: 720 } : bounds(drawn());
  const margin = Math.min(34, net.width * 0.06);
  const wide = Math.max(box.right - box.left, 1);
  const high = Math.max(box.bottom - box.top, 1);
  net.k = Math.min((net.width - 2 * margin) / wide, (net.height - 2 * margin) / high);
  net.x = (net.width - wide * net.k) / 2 - box.left * net.k;
  net.y = Math.min((net.height - high * net.k) / 2, margin + 12) - box.top * net.k;
  net.box = box;
}

const sx = (i) => actors.x[i] * net.k + net.x;
const sy = (i) => actors.y[i] * net.k + net.y;

/** Does this tie belong to what is lit? */
function tieLit(link) {
  const a = ties.s[link];
  const b = ties.t[link];
  if (a < 0 || b < 0 || !view.lit[a] || !view.lit[b]) return false;
  if (state.tie >= 0 && ties.type[link] !== state.tie) return false;
  if (state.grade >= 0 && ties.grade[link] !== state.grade) return false;
  return true;
}

function tiePath(link, arrow) {
  const [a, b] = [ties.s[link], ties.t[link]];
  const [x1, y1, x2, y2] = [sx(a), sy(a), sx(b), sy(b)];
  let path = `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`;
  if (arrow) {
    const long = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [ux, uy] = [(x2 - x1) / long, (y2 - y1) / long];
    const back = radiusOf(b) + 3;
    const [hx, hy] = [x2 - ux * back, y2 - uy * back];
    const wing = (side) => `${(hx - ux * 6 - uy * 3 * side).toFixed(1)} ${(hy - uy * 6 + ux * 3 * side).toFixed(1)}`;
    path += `M${wing(1)}L${hx.toFixed(1)} ${hy.toFixed(1)}L${wing(-1)}`;
  }
  return path;
}

/** Ties, first the quiet ones in one path, then the lit ones by type. */
function tieItems(list) {
  const shown = new Set(list);
  const quiet = [];
  const lit = data.tieTypes.map(() => []);
  for (let i = 0; i < ties.s.length; i += 1) {
    if (!shown.has(ties.s[i]) || !shown.has(ties.t[i])) continue;
    if (tieLit(i)) lit[ties.type[i]].push(i);
    else quiet.push(i);
  }
  const p = net.palette;
  const focus = Boolean(state.sel);
  const items = [{ d: quiet.map((i) => tiePath(i, false)).join(''), stroke: p.edge, lw: 0.7, a: 0.16 }];
  lit.forEach((links, type) => {
    const { dash, directed } = data.tieTypes[type];
    items.push({
      d: links.map((i) => tiePath(i, directed && focus)).join(''),
      stroke: focus ? p.accent : p.edge,
      lw: focus ? 1.3 : 0.9,
      a: focus ? 0.85 : 0.5,
      dash,
    });
  });
  return items;
}

function planTieItems() {
  if (!state.after || !data.plan) return [];
  const links = data.plan.ties.filter(([a, b]) => a >= 0 && b >= 0);
  const path = links.map(([a, b]) => `M${sx(a)} ${sy(a)}L${sx(b)} ${sy(b)}`).join('');
  return [{ d: path, stroke: net.palette.help, lw: 2.4, a: 1, dash: [7, 4] }];
}

/** Marks, one path for each type and strength; fragile ones ringed. */
function markItems(list) {
  const lit = data.types.map(() => []);
  const dim = data.types.map(() => []);
  const rings = [];
  for (const i of list) {
    const path = markPath(data.types[actors.type[i]].shape, sx(i), sy(i), radiusOf(i));
    (view.lit[i] ? lit : dim)[actors.type[i]].push(path);
    if (view.lit[i] && isFragile(i))
      rings.push(markPath('circle', sx(i), sy(i), radiusOf(i) + (actors.ties[i] ? 4.5 : 1.6)));
  }
  const p = net.palette;
  const items = dim.map((paths, type) => ({ d: paths.join(''), fill: data.types[type].color, a: 0.16 }));
  lit.forEach((paths, type) => {
    items.push({ d: paths.join(''), fill: data.types[type].color, stroke: p.panel, lw: 1, a: 1 });
  });
  items.push({ d: rings.join(''), stroke: p.gap, lw: 1.6, a: 1, dash: [3, 2.4] });
  const { sel } = state;
  if (sel && sel.kind === 'actor' && list.includes(sel.i)) {
    items.push({ d: markPath('circle', sx(sel.i), sy(sel.i), radiusOf(sel.i) + 7), stroke: p.accent, lw: 3, a: 1 });
  }
  return items;
}

function isFragile(i) {
  return Boolean(actors.cut[i]) || Boolean(actors.lost[i]);
}

/** Soft grounds and names of the zones, behind everything. */
function zoneItems() {
  const p = net.palette;
  const items = [];
  const texts = [];
  zoneSpots.forEach((spot, z) => {
    if (!spot || many) return;
    const [x, y, r] = [spot.x * net.k + net.x, spot.y * net.k + net.y, spot.r * net.k];
    if (spot.near) items.push({ d: markPath('circle', x, y, r), fill: p.land, a: 0.55 });
    const half = Math.min(data.zones[z].name.length, 24) * 4.4 + 4;
    const tx = Math.min(Math.max(x, half), net.width - half);
    texts.push({
      x: tx,
      y: spot.near ? Math.max(y - r - 5, 12) : y,
      s: clip(data.zones[z].name, 24).toUpperCase(),
      size: 10.5,
      weight: 650,
      spacing: 1.2,
      fill: p.soft,
      pin: true,
    });
  });
  if (alone.length && !many) {
    const top = Math.min(...alone.map((i) => actors.y[i])) * net.k + net.y;
    const left = Math.min(...alone.map((i) => actors.x[i])) * net.k + net.x;
    const right = Math.max(...alone.map((i) => actors.x[i])) * net.k + net.x;
    items.push({ d: `M${left} ${top - 36}H${right}`, stroke: p.line, lw: 1, a: 1 });
    texts.push({
      x: left,
      y: top - 18,
      s: count(alone.length, 'alone'),
      size: 11.5,
      weight: 600,
      fill: p.soft,
      anchor: 'start',
      pin: true,
    });
  }
  return { items, texts };
}

/** Labels by importance that touch neither each other nor the pinned ones. */
function labels(list, pinned) {
  const ranked = list
    .filter((i) => view.lit[i] && (actors.ties[i] > 1 || state.sel || net.k > 1.4))
    .sort((a, b) => weightOf(b) - weightOf(a) || a - b)
    .slice(0, 400);
  const taken = pinned.map((text) => textBox(text));
  const out = [];
  const limit = state.sel
    ? 40
    : Math.max(net.width < 420 ? 8 : 14, Math.round((net.width * net.height * net.k) / 14000));
  const marks = ranked.map((i) => [sx(i), sy(i), radiusOf(i), i]);
  for (const i of ranked) {
    if (out.length >= limit) break;
    const r = radiusOf(i) + 4;
    const bold = state.sel && state.sel.kind === 'actor' && state.sel.i === i;
    const base = {
      s: clip(bold ? actors.name[i] : shortName(actors.name[i]), bold ? 44 : 30),
      size: bold ? 12.5 : 11,
      weight: bold ? 700 : 500,
      fill: net.palette.ink,
      halo: true,
    };
    const spots = [
      { ...base, x: sx(i) + r, y: sy(i) + 4, anchor: 'start' },
      { ...base, x: sx(i) - r, y: sy(i) + 4, anchor: 'end' },
      { ...base, x: sx(i), y: sy(i) - r - 2, anchor: 'middle' },
      { ...base, x: sx(i), y: sy(i) + r + 10, anchor: 'middle' },
    ];
    const free = spots.find((spot) => {
      const box = textBox(spot);
      if (box[0] < 2 || box[2] > net.width - 2 || box[1] < 2 || box[3] > net.height - 2) return false;
      if (taken.some((other) => overlap(box, other))) return false;
      return !marks.some(([x, y, m, k]) => k !== i && m > 6 && overlap(box, [x - m, y - m, x + m, y + m]));
    });
    if (!free) continue;
    taken.push(textBox(free));
    out.push(free);
  }
  return out;
}

function weightOf(i) {
  const chosen = state.sel && state.sel.kind === 'actor' && state.sel.i === i ? 1e6 : 0;
  return chosen + actors.ties[i] + (actors.hold[i] || 0) * 100 + (i === net.hover ? 1e5 : 0);
}

function textBox(text) {
  ink.font = `${text.weight || 500} ${text.size}px ${FONT}`;
  const wide = ink.measureText(text.s).width + (text.spacing || 0) * text.s.length;
  const left = text.anchor === 'start' ? text.x : text.anchor === 'end' ? text.x - wide : text.x - wide / 2;
  return [left - 2, text.y - text.size, left + wide + 2, text.y + 3];
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** The whole picture as items (paths) and texts, in pixels of the frame. */
function networkScene() {
  if (many && state.zone === -1) return bubbleScene();
  const list = drawn();
  const ground = zoneItems();
  return {
    items: [...ground.items, ...tieItems(list), ...planTieItems(), ...markItems(list)],
    texts: [...ground.texts, ...labels(list, ground.texts)],
  };
}

function paint(canvas, scene, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, 3);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  paintOn(canvas.getContext('2d'), scene, ratio, 0, 0);
}

function paintOn(pen, scene, ratio, left, top) {
  pen.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
  pen.lineJoin = 'round';
  for (const item of scene.items) {
    if (!item.d) continue;
    const path = new Path2D(item.d);
    pen.globalAlpha = item.a;
    pen.setLineDash(item.dash || []);
    if (item.fill) {
      pen.fillStyle = item.fill;
      pen.fill(path);
    }
    if (item.stroke) {
      pen.strokeStyle = item.stroke;
      pen.lineWidth = item.lw;
      pen.stroke(path);
    }
  }
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  for (const text of scene.texts) {
    pen.font = `${text.weight || 500} ${text.size}px ${FONT}`;
    pen.letterSpacing = `${text.spacing || 0}px`;
    pen.textAlign = { start: 'left', end: 'right' }[text.anchor] || 'center';
    if (text.halo) {
      pen.strokeStyle = net.palette.panel;
      pen.lineWidth = 3.5;
      pen.strokeText(text.s, text.x, text.y);
    }
    pen.fillStyle = text.fill;
    pen.fillText(text.s, text.x, text.y);
  }
}

let planned = 0;
/** Draw at the next frame, once. */
function drawNetwork() {
  if (planned) return;
  planned = window.requestAnimationFrame(paintNow);
}

function paintNow() {
  window.cancelAnimationFrame(planned);
  planned = 0;
  const canvas = byId('net');
  if (!canvas || !net.width) return;
  paint(canvas, networkScene(), net.width, net.height);
}

function sizeNetwork() {
  const frame = byId('net-frame');
  if (!frame) return;
  const { clientWidth: width, clientHeight: height } = frame;
  if (!width || (width === net.width && height === net.height)) return;
  net.width = width;
  net.height = height;
  fit();
  drawNetwork();
}
