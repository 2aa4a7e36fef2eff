/* What stands on the map: signs with numbers, services, names, the plan. */

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
    putText(layer, taken, {
      s: clip(data.zones[z].name, 24).toUpperCase(),
      x: x / n,
      y: y / n,
      size: 11.5 * px,
      cls: 'zone-name',
      spacing: 1.6 * px,
      must: true,
    });
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
    const node = svg(
      'text',
      { x: cx.toFixed(1), y: (y + shift).toFixed(1), class: cls, 'font-size': size.toFixed(1) },
      s,
    );
    if (spacing) node.setAttribute('letter-spacing', spacing.toFixed(2));
    layer.append(node);
    return true;
  }
  return false;
}

function signText(value) {
  const measure = measureNow();
  if (measure === 'gained') return Math.round(value.value) ? gainText(value.value) : '';
  if (state.need < 0) return value.value > 0 ? num(value.value) : '';
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
  if (here.length > 1)
    layer.append(
      svg(
        'text',
        { x, y: (y + 3.4 * px).toFixed(1), class: 'seat-count', 'font-size': (9.5 * px).toFixed(1) },
        String(here.length),
      ),
    );
  taken.push([x - r, y - r, x + r, y + r]);
}

/** The name of the place selected stands whatever it covers. */
function placeChosen(layer, i, px, taken) {
  const up = areas.path[i] ? -12 * px : pointRadius(i) + 14 * px;
  putText(layer, taken, {
    s: areas.name[i],
    x: areas.lx[i],
    y: areas.ly[i] + up,
    size: 12.5 * px,
    cls: 'chosen-name',
    must: true,
  });
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
  putText(layer, taken, {
    s,
    x: areas.lx[i],
    y: areas.ly[i] + shift,
    size: 10 * px,
    cls: `area-name ${areas.path[i] ? inkOn(value) : 'on-panel'}`,
  });
}

/** New services and ties of the plan. */
function planMarks(layer, px, taken) {
  if (!state.after || !data.plan) return;
  for (const [a, b] of data.plan.ties) {
    const [from, to] = [actors.area[a], actors.area[b]];
    if (from < 0 || to < 0 || from === to) continue;
    layer.append(
      svg('path', { d: `M${areas.x[from]} ${areas.y[from]}L${areas.x[to]} ${areas.y[to]}`, class: 'plan-tie' }),
    );
  }
  data.plan.actions.area.forEach((area, i) => {
    if (area < 0 || data.plan.actions.action[i] !== 'open') return;
    if (state.need >= 0 && data.plan.actions.need[i] !== state.need) return;
    const [x, y, r] = [areas.x[area], areas.y[area], 9 * px];
    layer.append(svg('path', { d: markPath('star', x, y, r), class: 'plan-open' }));
    taken.push([x - r, y - r, x + r, y + r]);
  });
}
