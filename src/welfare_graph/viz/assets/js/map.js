/* The map: one path an area, zone borders, seats and services, signs with numbers. */

/* Which of the five shades one to five classes use. */
const SHADES = [[3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]];
const map = { scale: 1, view: null, paths: [], limits: [], legend: [] };

/** What the map shows of an area: {value, kind, text}; kind -1 = no gap. */
function areaValue(area, from = scenario()) {
  const { cells, gaps } = from;
  const rows = cellsByArea(from)[area];
  if (state.need < 0) {
    let [known, unknown] = [0, 0];
    for (const i of Object.values(rows)) {
      if (cells.gap[i] < 0) continue;
      if (data.kinds[gaps.kind[cells.gap[i]]] === 'unknown') unknown += 1;
      else known += 1;
    }
    return { value: known, kind: -1, unknown };
  }
  const i = rows[state.need];
  if (i === undefined) return { value: null, kind: -1, none: true };
  const gap = cells.gap[i];
  const kind = gap < 0 ? -1 : gaps.kind[gap];
  const value = {
    gap: gap < 0 ? 0 : gaps.people[gap],
    share: gap < 0 ? 0 : gaps.share[gap] === null ? null : gaps.share[gap] * 100,
    near: cells.near[i],
    reached: cells.reached[i],
    q: cells.q[i],
  }[measureNow()];
  return { value, kind, unknown: kind >= 0 && data.kinds[kind] === 'unknown' ? 1 : 0 };
}

/** Without a need there is one thing to count: needs with a gap. */
function measureNow() {
  return state.need < 0 ? 'gap' : state.measure;
}

function isUnknown(kind) {
  return kind >= 0 && data.kinds[kind] === 'unknown';
}

function drawMap() {
  const picture = byId('map-svg');
  if (!picture) return;
  if (!map.paths.length) buildMap(picture);
  frameMap(picture);
  const values = areas.id.map((id, i) => areaValue(i));
  const family = ['gap', 'share', 'near'].includes(measureNow()) ? 'g' : 'b';
  /* Shades keep their meaning before and after a plan: their limits come from before. */
  const first = state.after ? areas.id.map((id, i) => areaValue(i, data)) : values;
  const known = first.filter((v) => !(measureNow() === 'gap' && isUnknown(v.kind))).map((v) => v.value || 0);
  map.limits = state.need < 0 ? countLimits(known) : limitsOf(known, measureNow() === 'gap');
  map.family = family;
  values.forEach((value, i) => paintArea(i, value));
  drawMarks(values);
  drawMapLegend(values);
  drawZones();
}

/** Limits for small counts: 1, 2, 3, 4 or wider steps. */
function countLimits(values) {
  const most = Math.max(0, ...values);
  const step = Math.max(1, Math.ceil(most / 5));
  return [1, 2, 3, 4].map((n) => n * step).filter((limit) => limit < most);
}

function fillOf(value) {
  const measure = measureNow();
  const gapShown = measure === 'gap' || measure === 'share';
  if (gapShown && value.unknown && !(state.need < 0 && value.value > 0)) return 'url(#hatch)';
  if (value.value === null || value.value === undefined) return measure === 'near' && !value.none ? 'url(#hatch)' : 'var(--land)';
  if (value.value <= 0 && measure !== 'near') return 'var(--land)';
  const steps = map.limits.length + 1;
  const place = classOf(value.value, map.limits);
  return `var(--${map.family}${SHADES[steps - 1][place]})`;
}

/** Which shade's ink reads on a fill. */
function inkOn(value) {
  const found = /--[gb](\d)/.exec(fillOf(value));
  return found && Number(found[1]) >= 4 ? 'on-deep' : 'on-light';
}

const ZOOM = 3;

/** Show the whole map, or the place chosen with a margin, in the same proportions. */
function frameMap(picture) {
  const { width, height } = data.map;
  const inside = state.place ? areas.id.map((id, i) => i).filter((i) => inPlace(i) && areas.lx[i] !== null) : [];
  let view = { x: 0, y: 0, w: width, h: height };
  if (inside.length) {
    const boxes = inside.map((i) => map.paths[i].getBBox());
    const [left, top] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))];
    const [right, bottom] = [Math.max(...boxes.map((b) => b.x + b.width)), Math.max(...boxes.map((b) => b.y + b.height))];
    const w = Math.min(Math.max((right - left) * 1.2, ((bottom - top) * 1.2 * width) / height, width / ZOOM), width);
    const h = (w * height) / width;
    const at = (middle, size, whole) => Math.min(Math.max(middle - size / 2, 0), whole - size);
    view = { x: at((left + right) / 2, w, width), y: at((top + bottom) / 2, h, height), w, h };
  }
  map.view = view;
  map.scale = view.w / (picture.clientWidth || 500);
  picture.setAttribute('viewBox', [view.x, view.y, view.w, view.h].map((n) => n.toFixed(1)).join(' '));
}

function buildMap(picture) {
  const hatch = svg('pattern', { id: 'hatch', width: 14, height: 14, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  hatch.append(svg('rect', { width: 14, height: 14, class: 'hatch-ground' }), svg('path', { d: 'M3 0V14', class: 'hatch-line' }));
  const defs = svg('defs');
  defs.append(hatch);
  const land = svg('g', { id: 'land' });
  areas.id.forEach((id, i) => {
    const shape = areas.path[i]
      ? svg('path', { d: areas.path[i], class: 'area' })
      : svg('circle', { cx: areas.x[i] ?? -99, cy: areas.y[i] ?? -99, r: pointRadius(i), class: 'area point' });
    shape.addEventListener('click', () => select('area', i));
    shape.addEventListener('pointerenter', () => tipArea(i));
    shape.addEventListener('pointerleave', () => tipArea(-1));
    map.paths.push(shape);
    land.append(shape);
  });
  picture.append(defs, land, svg('path', { d: data.map.borders, class: 'border' }), svg('g', { id: 'map-ties' }), svg('g', { id: 'map-marks' }), svg('path', { id: 'map-chosen', class: 'chosen' }));
}

/** Without outlines a municipality is a well-made point, its surface by its people. */
function pointRadius(i) {
  const most = Math.max(1, ...areas.pop.map((p) => p || 0));
  const base = Math.min(34, Math.max(7, 330 / Math.sqrt(areas.id.length)));
  return Math.max(base * 0.45, base * Math.sqrt((areas.pop[i] || most / 4) / most) * 1.5);
}

function paintArea(i, value) {
  const shape = map.paths[i];
  shape.style.fill = fillOf(value);
  const chosen = state.sel && areaOfSelection() === i;
  shape.classList.toggle('dim', !inPlace(i));
  if (chosen) {
    const outline = byId('map-chosen');
    outline.setAttribute('d', areas.path[i] || markPath('circle', areas.x[i], areas.y[i], pointRadius(i) + 4));
  }
  if (!state.sel || areaOfSelection() < 0) byId('map-chosen').setAttribute('d', '');
}

function areaOfSelection() {
  const { sel } = state;
  if (!sel) return -1;
  if (sel.kind === 'actor') return actors.area[sel.i];
  return sel.kind === 'area' ? sel.i : scenario().gaps.area[sel.i];
}

/** Signs, services, names: the signs first, then what fits. */
function drawMarks(values) {
  const layer = byId('map-marks');
  const lines = byId('map-ties');
  replace(layer);
  replace(lines);
  const px = map.scale;
  const taken = [];
  planMarks(lines, px, taken);
  const chosen = areaOfSelection();
  if (chosen >= 0 && areas.lx[chosen] !== null) placeChosen(layer, chosen, px, taken);
  if (!state.place) zoneNames(layer, px, taken);
  const order = areas.id.map((id, i) => i).filter((i) => areas.lx[i] !== null && inPlace(i));
  if (order.length > 400) return;
  order.sort((a, b) => (areas.pop[b] || 0) - (areas.pop[a] || 0) || a - b);
  for (const i of order) placeSign(layer, i, values[i], px, taken);
  for (const i of order) placeSeat(layer, i, px, taken);
  placeNames(layer, order, values, px, taken);
}

function zoneNames(layer, px, taken) {
  const middle = data.zones.map(() => [0, 0, 0]);
  areas.id.forEach((id, i) => {
    if (areas.zone[i] < 0 || areas.lx[i] === null) return;
    const sum = middle[areas.zone[i]];
    sum[0] += areas.lx[i];
    sum[1] += areas.ly[i];
    sum[2] += 1;
  });
  middle.forEach(([x, y, n], z) => {
    if (n < 2 && data.zones.length > 1) return;
    putText(layer, taken, { s: clip(data.zones[z].name, 24).toUpperCase(), x: x / n, y: y / n, size: 11.5 * px, cls: 'zone-name', spacing: 1.6 * px, must: true });
  });
}

/** Put a text where it fits (or must); returns whether it stands. */
function putText(layer, taken, { s, x, y, size, cls, must = false, spacing = 0 }) {
  ink.font = `600 100px ${FONT}`;
  const half = ((ink.measureText(s).width / 100) * size + spacing * s.length) / 2;
  const spots = must ? [0, size * 1.3, -size * 1.3, size * 2.4, -size * 2.4] : [0];
  for (const shift of spots) {
    const cx = Math.min(Math.max(x, map.view.x + half + 6), map.view.x + map.view.w - half - 6);
    const box = [cx - half - 2, y + shift - size * 0.85, cx + half + 2, y + shift + size * 0.3];
    if (taken.some((other) => overlap(box, other)) && !(must && shift === spots[spots.length - 1])) continue;
    taken.push(box);
    const node = svg('text', { x: cx.toFixed(1), y: (y + shift).toFixed(1), class: cls, 'font-size': size.toFixed(1) }, s);
    if (spacing) node.setAttribute('letter-spacing', spacing.toFixed(2));
    layer.append(node);
    return true;
  }
  return false;
}

function signText(value) {
  if (state.need < 0) return value.value > 0 ? num(value.value) : '';
  const measure = measureNow();
  if (measure === 'gap' || measure === 'share') {
    if (value.kind < 0) return '';
    const shown = measure === 'share' && value.value !== null ? `${num(value.value)}%` : people(value.value);
    return isUnknown(value.kind) ? '?' : `${data.signs[value.kind]} ${shown}`;
  }
  return value.value === null || value.value === undefined ? '' : amount(value.value);
}

function placeSign(layer, i, value, px, taken) {
  const s = signText(value);
  if (!s) return;
  putText(layer, taken, { s, x: areas.lx[i], y: areas.ly[i] + 4 * px, size: 11 * px, cls: `map-sign ${inkOn(value)}` });
}

/** Services of the need chosen at their place: how many. */
function placeSeat(layer, i, px, taken) {
  if (state.need < 0) return;
  const here = servicesOfArea[i].filter((s) => services.need[s] === state.need && services.live[s]);
  const soon = servicesOfArea[i].filter((s) => services.need[s] === state.need && !services.live[s]);
  if (!here.length && !soon.length) return;
  const r = (here.length ? 5 + Math.sqrt(here.length) : 5) * px;
  const [x, y] = [areas.x[i], areas.y[i]];
  const dot = svg('circle', { cx: x, cy: y, r: r.toFixed(1), class: here.length ? 'seat' : 'seat soon' });
  dot.append(svg('title', {}, `${areas.name[i]}: ${count(here.length, 'services')}`));
  layer.append(dot);
  if (here.length > 1) layer.append(svg('text', { x, y: (y + 3.4 * px).toFixed(1), class: 'seat-count', 'font-size': (9.5 * px).toFixed(1) }, String(here.length)));
  taken.push([x - r, y - r, x + r, y + r]);
}

/** The name of the place selected stands whatever it covers. */
function placeChosen(layer, i, px, taken) {
  const up = areas.path[i] ? -12 * px : pointRadius(i) + 14 * px;
  putText(layer, taken, { s: areas.name[i], x: areas.lx[i], y: areas.ly[i] + up, size: 12.5 * px, cls: 'chosen-name', must: true });
}

/** Names of places, where most of them find room: a few alone would look chosen. */
function placeNames(layer, order, values, px, taken) {
  const names = svg('g');
  layer.append(names);
  for (const i of order) placeName(names, i, values[i], px, taken);
  if (!state.place && names.childNodes.length < order.length / 2) names.remove();
}

function placeName(layer, i, value, px, taken) {
  if (areaOfSelection() === i) return;
  const s = clip(areas.name[i], 22);
  const shift = areas.path[i] ? (signText(value) ? 17 : 4) * px : pointRadius(i) + 13 * px;
  putText(layer, taken, { s, x: areas.lx[i], y: areas.ly[i] + shift, size: 10 * px, cls: `area-name ${areas.path[i] ? inkOn(value) : 'on-panel'}` });
}

/** New services and ties of the plan. */
function planMarks(layer, px, taken) {
  if (!state.after || !data.plan) return;
  for (const [a, b] of data.plan.ties) {
    const [from, to] = [actors.area[a], actors.area[b]];
    if (from < 0 || to < 0 || from === to) continue;
    layer.append(svg('path', { d: `M${areas.x[from]} ${areas.y[from]}L${areas.x[to]} ${areas.y[to]}`, class: 'plan-tie' }));
  }
  data.plan.actions.area.forEach((area, i) => {
    if (area < 0 || data.plan.actions.action[i] !== 'open') return;
    if (state.need >= 0 && data.plan.actions.need[i] !== state.need) return;
    const [x, y, r] = [areas.x[area], areas.y[area], 9 * px];
    layer.append(svg('path', { d: markPath('star', x, y, r), class: 'plan-open' }));
    taken.push([x - r, y - r, x + r, y + r]);
  });
}

function mapTitle() {
  const after = state.after && data.plan ? ` (${t('after')})` : '';
  if (state.need < 0) return t('map.all') + after;
  return t(`map.${measureNow()}`, { need: needName(state.need), unit: needUnit(state.need) }) + after;
}

function needUnit(i) {
  const known = data.words[state.lang][`ui.unit.${needs.unit[i]}`];
  return known || needs.unit[i];
}

/** Legend in words and numbers: each shade with its range, the hatch with its meaning. */
function drawMapLegend(values) {
  const rows = [];
  const limits = [0, ...map.limits];
  const most = Math.max(0, ...values.map((v) => v.value || 0));
  const present = most > 0;
  limits.forEach((low, place) => {
    if (!present) return;
    const high = map.limits[place];
    rows.push([`var(--${map.family}${SHADES[limits.length - 1][place]})`, rangeText(low, high, most)]);
  });
  const gapShown = measureNow() === 'gap' || measureNow() === 'share';
  rows.unshift(['var(--land)', gapShown ? t('map.no_gap') : t('map.zero')]);
  if (gapShown && values.some((v) => v.unknown)) rows.push(['hatch', `? ${t('kind.unknown')}`]);
  if (measureNow() === 'near' && values.some((v) => v.value === null && !v.none)) rows.push(['hatch', t('map.out_of_reach')]);
  map.legend = rows;
  replace(byId('map-title'), mapTitle());
  replace(
    byId('map-legend'),
    ...rows.map(([colour, text]) => {
      const swatch = el('span', { class: colour === 'hatch' ? 'swatch hatch' : 'swatch' });
      if (colour !== 'hatch') swatch.style.background = colour;
      return el('li', {}, swatch, text);
    }),
    state.need >= 0 ? el('li', {}, el('span', { class: 'swatch dot' }), t('map.seat')) : null,
  );
}

function rangeText(low, high, most) {
  const amount = measureNow() === 'gap' ? num : (n) => formatAmount(n, state.lang);
  if (state.need < 0) {
    const last = high === undefined ? most : high;
    return low + 1 >= last ? num(last) : `${num(low + 1)}–${num(last)}`;
  }
  if (high === undefined) return low ? t('map.over', { n: amount(low) }) : t('map.some');
  return low ? t('map.between', { low: amount(low), high: amount(high) }) : t('map.upto', { n: amount(high) });
}

/** The map in a table: zones (or the places of one zone) with what is missing. */
function drawZones() {
  const rows = data.zones.map((zone, z) => ({ z, name: zone.name, places: 0, people: 0, known: 0, unknown: 0 }));
  const { gaps } = scenario();
  areas.id.forEach((id, i) => {
    if (areas.zone[i] < 0) return;
    rows[areas.zone[i]].places += 1;
    rows[areas.zone[i]].people += areas.pop[i] || 0;
  });
  gaps.id.forEach((id, i) => {
    const zone = gaps.area[i] >= 0 ? areas.zone[gaps.area[i]] : -1;
    if (zone < 0 || (state.need >= 0 && gaps.need[i] !== state.need)) return;
    if (isUnknown(gaps.kind[i])) rows[zone].unknown += 1;
    else if (data.groups.today.includes(gaps.kind[i])) rows[zone].known += 1;
  });
  const heads = ['zone', 'places', 'residents', 'gaps_counted', 'unknown'];
  const head = heads.map((key, c) => el('th', { scope: 'col', class: c ? 'n' : null }, t(`col.${key}`)));
  const body = rows.map((row) =>
    el(
      'tr',
      { class: state.place === `z${row.z}` ? 'chosen-row' : null },
      el('th', { scope: 'row' }, link(row.name, () => update({ place: state.place === `z${row.z}` ? '' : `z${row.z}` }))),
      ...[row.places, row.people, row.known].map((n) => el('td', { class: 'n' }, num(n))),
      el('td', { class: 'n' }, row.unknown ? `? ${num(row.unknown)}` : num(0)),
    ),
  );
  replace(byId('zones-table'), el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...body));
  byId('zones-table').hidden = !rows.length;
}

function tipArea(i) {
  const tip = byId('map-tip');
  tip.hidden = i < 0;
  if (i < 0) return;
  const value = areaValue(i);
  const lines = [el('strong', {}, areas.name[i])];
  if (areas.zone[i] >= 0) lines.push(el('span', {}, data.zones[areas.zone[i]].name));
  lines.push(el('span', {}, valueSentence(value)));
  replace(tip, ...lines);
  const frame = byId('map-frame');
  const k = 1 / map.scale;
  const [x, y] = [(areas.lx[i] - map.view.x) * k, (areas.ly[i] - map.view.y) * k];
  tip.style.left = `${Math.min(Math.max(x, 100), frame.clientWidth - 100)}px`;
  tip.style.top = `${y < 80 ? y + 22 : y - 16}px`;
  tip.classList.toggle('below', y < 80);
}

/** What an area's colour says, in words. */
function valueSentence(value) {
  if (state.need < 0) return `${count(value.value, 'gap_needs')}${value.unknown ? ` · ? ${num(value.unknown)}` : ''}`;
  if (value.none) return t('no_demand');
  const measure = measureNow();
  if ((measure === 'gap' || measure === 'share') && value.kind < 0) return t('map.no_gap');
  if ((measure === 'gap' || measure === 'share') && isUnknown(value.kind)) return t('kind.unknown');
  return t(`value.${measure}`, { n: measure === 'gap' ? people(value.value) : amount(value.value) });
}

/** The area nearest in a direction. */
function areaTowards(from, dx, dy) {
  let best = -1;
  let least = Infinity;
  areas.id.forEach((id, i) => {
    if (i === from || areas.lx[i] === null || !inPlace(i)) return;
    const [ex, ey] = [areas.lx[i] - areas.lx[from], areas.ly[i] - areas.ly[from]];
    const along = ex * dx + ey * dy;
    const across = Math.abs(ex * dy - ey * dx);
    if (along <= 0 || across > along * 1.6) return;
    if (along + across * 2 < least) {
      least = along + across * 2;
      best = i;
    }
  });
  return best;
}

function mapKeys(event) {
  const arrow = ARROWS[event.key];
  if (arrow) {
    event.preventDefault();
    const from = areaOfSelection();
    const first = areas.id.findIndex((id, i) => areas.lx[i] !== null && inPlace(i));
    const next = from < 0 ? first : areaTowards(from, ...arrow);
    if (next >= 0) update({ sel: { kind: 'area', i: next } });
  } else if (event.key === 'Enter' && state.sel) openSheet(true);
}
