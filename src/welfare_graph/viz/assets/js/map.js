/* The map: one path an area, zone borders, seats and services, signs with numbers. */

/* Which of the five shades one to five classes use. */
const SHADES = [[3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]];
const map = { scale: 1, view: null, paths: [], limits: [], most: 0, legend: [] };

/** What the map shows of an area: {value, kind, text}; kind -1 = no gap. */
function areaValue(area, from = scenario()) {
  const { cells, gaps } = from;
  if (measureNow() === 'gained') return { value: gainedIn(area), kind: -1 };
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

/** Without a need there is one thing to count: needs with a gap; after a plan, the people who gain. */
function measureNow() {
  if (state.need >= 0) return state.measure;
  return state.after && data.plan ? 'gained' : 'gap';
}

/** Does the map count needs, and not people or minutes? */
function countsNeeds() {
  return state.need < 0 && measureNow() === 'gap';
}

/** People of an area whom the plan brings a service; fewer than none where others are served in their place. */
function gainedIn(area) {
  const { gained } = data.plan;
  return gained.area.reduce((sum, where, i) => (where === area ? sum + gained.people[i] : sum), 0);
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
  map.limits = countsNeeds() ? countLimits(known) : limitsOf(known, ['gap', 'gained'].includes(measureNow()));
  map.family = family;
  map.most = Math.max(0, ...known);
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
  if (gapShown && value.unknown && !(countsNeeds() && value.value > 0)) return 'url(#hatch)';
  if (value.value === null || value.value === undefined)
    return measure === 'near' && !value.none ? 'url(#hatch)' : 'var(--land)';
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
    const [right, bottom] = [
      Math.max(...boxes.map((b) => b.x + b.width)),
      Math.max(...boxes.map((b) => b.y + b.height)),
    ];
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
  const hatch = svg('pattern', {
    id: 'hatch',
    width: 14,
    height: 14,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  });
  hatch.append(
    svg('rect', { width: 14, height: 14, class: 'hatch-ground' }),
    svg('path', { d: 'M3 0V14', class: 'hatch-line' }),
  );
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
  picture.append(
    defs,
    land,
    svg('path', { d: data.map.borders, class: 'border' }),
    svg('g', { id: 'map-ties' }),
    svg('g', { id: 'map-marks' }),
    svg('path', { id: 'map-chosen', class: 'chosen' }),
  );
}

/** Without outlines a municipality is a well-made point, its surface by its people. */
const mostPeople = areas.pop.reduce((most, people) => Math.max(most, people || 0), 1);
function pointRadius(i) {
  const base = Math.min(34, Math.max(7, 330 / Math.sqrt(areas.id.length)));
  return Math.max(base * 0.45, base * Math.sqrt((areas.pop[i] || mostPeople / 4) / mostPeople) * 1.5);
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

function mapTitle() {
  const after = state.after && data.plan ? ` (${t('after')})` : '';
  if (state.need < 0) return t(countsNeeds() ? 'map.all' : 'map.gained') + after;
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
  const { most } = map;
  const present = most > 0;
  limits.forEach((low, place) => {
    if (!present) return;
    const high = map.limits[place];
    rows.push([`var(--${map.family}${SHADES[limits.length - 1][place]})`, rangeText(low, high, most)]);
  });
  const gapShown = measureNow() === 'gap' || measureNow() === 'share';
  rows.unshift(['var(--land)', gapShown ? t('map.no_gap') : t('map.zero')]);
  if (gapShown && values.some((v) => v.unknown)) rows.push(['hatch', `? ${t('kind.unknown')}`]);
  if (measureNow() === 'near' && values.some((v) => v.value === null && !v.none))
    rows.push(['hatch', t('map.out_of_reach')]);
  map.legend = rows;
  byId('map-how').textContent = t(measureNow() === 'gained' ? 'map_how_gained' : 'map_how');
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
  const amount = ['gap', 'gained'].includes(measureNow()) ? num : (n) => formatAmount(n, state.lang);
  if (countsNeeds()) {
    const last = high === undefined ? most : high;
    return low + 1 >= last ? num(last) : `${num(low + 1)}–${num(last)}`;
  }
  if (high === undefined) return low ? t('map.over', { n: amount(low) }) : t('map.some');
  return low ? t('map.between', { low: amount(low), high: amount(high) }) : t('map.upto', { n: amount(high) });
}

/** The map in a table: zones (or the places of one zone) with what is missing. */
function drawZones() {
  const rows = data.zones.map((zone, z) => ({
    z,
    name: zone.name,
    places: 0,
    people: 0,
    gained: 0,
    known: 0,
    unknown: 0,
  }));
  const { gaps } = scenario();
  const after = state.after && data.plan;
  areas.id.forEach((id, i) => {
    if (areas.zone[i] < 0) return;
    rows[areas.zone[i]].places += 1;
    rows[areas.zone[i]].people += areas.pop[i] || 0;
  });
  for (const [i, area] of after ? data.plan.gained.area.entries() : []) {
    if (areas.zone[area] >= 0 && (state.need < 0 || data.plan.gained.need[i] === state.need))
      rows[areas.zone[area]].gained += data.plan.gained.people[i];
  }
  gaps.id.forEach((id, i) => {
    const zone = gaps.area[i] >= 0 ? areas.zone[gaps.area[i]] : -1;
    if (zone < 0 || (state.need >= 0 && gaps.need[i] !== state.need)) return;
    if (isUnknown(gaps.kind[i])) rows[zone].unknown += 1;
    else if (data.groups.today.includes(gaps.kind[i])) rows[zone].known += 1;
  });
  const heads = ['zone', 'places', 'residents', after ? 'people_more' : '', 'gaps_counted', 'unknown'].filter(Boolean);
  const head = heads.map((key, c) => el('th', { scope: 'col', class: c ? 'n' : null }, t(`col.${key}`)));
  const body = rows.map((row) =>
    el(
      'tr',
      { class: state.place === `z${row.z}` ? 'chosen-row' : null },
      el(
        'th',
        { scope: 'row' },
        link(row.name, () => update({ place: state.place === `z${row.z}` ? '' : `z${row.z}` })),
      ),
      ...[row.places, row.people].map((n) => el('td', { class: 'n' }, num(n))),
      after ? el('td', { class: 'n' }, gainText(row.gained)) : null,
      el('td', { class: 'n' }, num(row.known)),
      el('td', { class: 'n' }, row.unknown ? `? ${num(row.unknown)}` : num(0)),
    ),
  );
  replace(byId('zones-table'), el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...body));
  byId('zones-table').hidden = !rows.length;
  byId('zones-table').classList.toggle('more', Boolean(after));
}

/** People more, with their sign. */
function gainText(value) {
  return value > 0 ? `+${num(value)}` : num(value);
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
  if (countsNeeds()) return `${count(value.value, 'gap_needs')}${value.unknown ? ` · ? ${num(value.unknown)}` : ''}`;
  if (value.none) return t('no_demand');
  const measure = measureNow();
  if ((measure === 'gap' || measure === 'share') && value.kind < 0) return t('map.no_gap');
  if ((measure === 'gap' || measure === 'share') && isUnknown(value.kind)) return t('kind.unknown');
  if (measure === 'gained') return t('value.gained', { n: gainText(value.value) });
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
