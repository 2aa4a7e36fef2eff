/* The page: fills in the words, listens to the controls, redraws what changed. */

const WHOLE = 3000; /* actors up to which every table is laid out, once the page has been drawn */

/** Everything that depends on the language. */
function writeWords() {
  document.documentElement.lang = state.lang;
  document.title = `${t('atlas')}: ${data.title}`;
  document.querySelectorAll('[data-t]').forEach((node) => {
    node.textContent = t(node.dataset.t);
  });
  document.querySelectorAll('[data-label]').forEach((node) => node.setAttribute('aria-label', t(node.dataset.label)));
  byId('tour-open').hidden = !byId('answers');
  byId('page-title').textContent = data.title;
  byId('page-date').textContent = data.date ? t('on_date', { date: formatDate(data.date, state.lang) }) : '';
  fillSelects();
  drawStory();
  drawBridges();
  drawCover();
  drawSources();
}

function option(value, text, chosen) {
  const node = el('option', { value }, text);
  node.selected = chosen;
  return node;
}

function fillSelects() {
  if (!byId('need')) return;
  const asked = new Set(data.cells.need);
  const needOption = (i) => option(String(i), needName(i), state.need === i);
  const order = needs.id.map((id, i) => i);
  const others = order.filter((i) => !asked.has(i));
  replace(
    byId('need'),
    option('-1', t('all_needs'), state.need < 0),
    ...order.filter((i) => asked.has(i)).map(needOption),
    others.length ? el('optgroup', { label: t('without_demand') }, ...others.map(needOption)) : null,
  );
  const groups = data.zones.map((zone, z) => {
    const own = areas.id.map((id, i) => i).filter((i) => areas.zone[i] === z);
    own.sort((a, b) => areas.name[a].localeCompare(areas.name[b], 'it'));
    return el(
      'optgroup',
      { label: zone.name },
      option(`z${z}`, t('whole_zone', { zone: zone.name }), state.place === `z${z}`),
      ...own.map((i) => option(`a${i}`, areas.name[i], state.place === `a${i}`)),
    );
  });
  const loose = areas.id.map((id, i) => i).filter((i) => areas.zone[i] < 0);
  replace(
    byId('place'),
    option('', t('everywhere'), !state.place),
    ...groups,
    ...loose.map((i) => option(`a${i}`, areas.name[i], state.place === `a${i}`)),
  );
  replace(
    byId('tie'),
    option('-1', t('all_ties'), state.tie < 0),
    ...data.tieTypes.map((w, i) => option(String(i), w[state.lang], state.tie === i)),
  );
  replace(
    byId('grade'),
    option('-1', t('all_grades'), state.grade < 0),
    ...data.grades.map((g, i) => option(String(i), gradeText(i), state.grade === i)),
  );
  if (byId('measure'))
    replace(byId('measure'), ...MEASURES.map((m) => option(m, t(`measure.${m}`), state.measure === m)));
  const names = byId('names');
  if (!names.children.length && actorCount <= data.single)
    replace(names, ...actors.name.map((name) => el('option', { value: name })));
}

/** Selects follow the state, whoever changed it. */
function syncControls() {
  if (!byId('need')) return;
  byId('need').value = String(state.need);
  byId('place').value = state.place;
  byId('tie').value = String(state.tie);
  byId('grade').value = String(state.grade);
  if (byId('measure')) {
    byId('measure').value = measureNow();
    byId('measure').hidden = state.need < 0;
  }
  byId('steps').value = String(state.steps);
  byId('steps-value').textContent = num(state.steps);
  if (byId('after')) byId('after').setAttribute('aria-checked', String(state.after));
  if (many && byId('network-how')) byId('network-how').textContent = t(networkWords());
  if (byId('zone-back')) byId('zone-back').hidden = !(many && state.zone !== -1);
  const asked =
    ['need', 'tie', 'grade'].filter((key) => state[key] >= 0).length + (state.place ? 1 : 0) + (state.off.size ? 1 : 0);
  byId('filters-count').textContent = asked ? ` (${asked})` : '';
  byId('reset').disabled = !asked && !state.sel && !state.kindsOff.size && state.group === 'today';
  const chip = byId('chosen');
  chip.hidden = !state.sel;
  if (state.sel) replace(chip, el('span', {}, clip(detailTitle(), 26)), el('span', { 'aria-hidden': 'true' }, '×'));
  chip.setAttribute('aria-label', state.sel ? t('clear_selection', { name: detailTitle() }) : '');
}

/** How to read the picture of a large territory. */
function networkWords() {
  if (actorCount > data.nation) return 'network_nation';
  return state.zone === -1 ? 'network_many' : 'network_how';
}

function drawLegend() {
  const narrowed = view.shown < actorCount;
  const total = data.types.map(() => 0);
  actors.type.forEach((type) => {
    total[type] += 1;
  });
  const order = data.types.map((type, i) => i).sort((a, b) => total[b] - total[a] || a - b);
  const chips = order.map((i) => {
    const type = data.types[i];
    const on = !state.off.has(i);
    const turn = () => {
      const off = new Set(state.off);
      if (on) off.add(i);
      else off.delete(i);
      update({ off });
      byId('legend').querySelector(`[data-type="${i}"]`).focus();
    };
    const n = narrowed && on ? t('n_of', { n: num(view.byType[i]), all: num(total[i]) }) : num(total[i]);
    return el(
      'button',
      {
        type: 'button',
        class: narrowed && !view.byType[i] ? 'chip none-left' : 'chip',
        'aria-pressed': String(on),
        'data-type': i,
        click: turn,
      },
      typeIcon(i),
      el('span', {}, type[state.lang]),
      el('b', {}, n),
    );
  });
  replace(byId('legend'), ...chips);
}

function drawCover() {
  if (!byId('cover-table')) return;
  drawTable(
    'cover',
    needs.id.map((id, i) => i),
    coverTable,
  );
  const blank = areas.id.map((id, i) => i).filter((i) => !servicesOfArea[i].length);
  replace(
    byId('cover-lists'),
    blank.length
      ? el(
          'p',
          {},
          el('strong', {}, `${count(blank.length, 'blank')}: `),
          ...blank.slice(0, 60).flatMap((i, n) => (n ? [', ', areaLink(i)] : [areaLink(i)])),
        )
      : null,
    alone.length ? el('p', {}, el('strong', {}, `${count(alone.length, 'alone')}. `), t('alone_means')) : null,
    el('p', { class: 'soft' }, t('unknown_means')),
    data.public ? el('p', { class: 'soft' }, t('public_means')) : null,
  );
}

function drawSources() {
  const place = byId('sources-list');
  if (!place || place.children.length) return;
  replace(
    place,
    ...data.sources.id.map((id, i) => {
      const url = safeLink(data.sources.url[i]);
      const title = data.sources.title[i] || id;
      const name = url
        ? el('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, title)
        : el('span', {}, title);
      return el(
        'li',
        { id: `source-${i}`, tabindex: -1 },
        el('b', {}, id),
        ' ',
        name,
        el(
          'span',
          { class: 'soft' },
          ` ${[data.sources.date[i], data.sources.licence[i]].filter(Boolean).join(' · ')}`,
        ),
      );
    }),
  );
  byId('sources-count').textContent = num(data.sources.id.length);
}

/** Redraw what a change touches, and say it once. */
function render(keys, said) {
  const asked = new Set(keys);
  if (asked.has('lang')) writeWords();
  syncControls();
  if (byId('legend')) drawLegend();
  if (byId('net')) {
    if (!net.width) sizeNetwork(); /* before the tables: measuring is cheap while they are empty */
    drawNetwork();
  }
  if (byId('map-svg')) drawMap();
  const only = keys.length === 1 ? keys[0] : '';
  if (only !== 'steps' && only !== 'off') drawMatrix();
  drawTables();
  if (asked.has('lang')) drawPlan();
  drawDetails();
  const parts = [said];
  if (state.sel && asked.has('sel')) parts.push(t('selected', { name: detailTitle() }));
  else parts.push(visibleWords());
  byId('status').textContent = said || visibleWords();
  if (byId('net-words')) byId('net-words').textContent = t('net_words', { n: num(view.shown), all: num(actorCount) });
  say(parts.filter(Boolean).join('. '));
}

/** How much passes the filters. */
function visibleWords() {
  const counts = { n: num(view.shown), all: num(actorCount), gaps: num(view.listed.today.length) };
  return t(state.after ? 'visible_after' : 'visible', counts);
}

function setTheme(theme) {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  byId('theme').setAttribute('aria-pressed', String(theme === 'dark'));
  readPalette();
  if (byId('net')) drawNetwork();
}

/** Search by name: the first match is selected; none is said. */
function search(text) {
  const asked = plain(text.trim());
  if (!asked) return;
  const names = actors.name.map(plain);
  let i = names.indexOf(asked);
  if (i < 0) i = names.findIndex((name) => name.startsWith(asked));
  if (i < 0) i = names.findIndex((name) => name.includes(asked));
  if (i >= 0) {
    if (!passes(i)) update({ need: -1, place: '', tie: -1, grade: -1, off: new Set() });
    if (many && actorCount <= data.nation) openZone(zoneOfActor(i));
    select('actor', i);
    return;
  }
  const area = areas.name.map(plain).findIndex((name) => name.includes(asked));
  if (area >= 0) select('area', area);
  else {
    byId('status').textContent = t('not_found', { text });
    say(t('not_found', { text }));
  }
}

function reset() {
  update({
    need: -1,
    place: '',
    tie: -1,
    grade: -1,
    off: new Set(),
    kindsOff: new Set(),
    group: 'today',
    sel: null,
    steps: 1,
    zone: -1,
  });
  byId('search').value = '';
  if (byId('net')) {
    fit();
    drawNetwork();
  }
}

function on(id, event, action) {
  const node = byId(id);
  if (node) node.addEventListener(event, action);
}

function listen() {
  on('lang', 'click', () => update({ lang: state.lang === 'it' ? 'en' : 'it' }));
  on('theme', 'click', () => setTheme(state.theme === 'dark' ? 'light' : 'dark'));
  on('print', 'click', () => window.print());
  on('need', 'change', (e) => update({ need: Number(e.target.value) }));
  on('place', 'change', (e) => update({ place: e.target.value }));
  on('tie', 'change', (e) => update({ tie: Number(e.target.value) }));
  on('grade', 'change', (e) => update({ grade: Number(e.target.value) }));
  on('measure', 'change', (e) => update({ measure: e.target.value }));
  on('steps', 'input', (e) => update({ steps: Number(e.target.value) }));
  on('after', 'click', () =>
    update({ after: !state.after, sel: state.sel && state.sel.kind === 'gap' ? null : state.sel }),
  );
  on('reset', 'click', reset);
  on('chosen', 'click', () => update({ sel: null }));
  on('details-close', 'click', closeDetails);
  on('zone-back', 'click', closeZone);
  on('search', 'change', (e) => search(e.target.value));
  on('search', 'keydown', (e) => {
    if (e.key === 'Enter') search(e.target.value);
  });
  on('zoom-in', 'click', () => zoom(1.25));
  on('zoom-out', 'click', () => zoom(0.8));
  on('zoom-fit', 'click', () => {
    fit();
    drawNetwork();
  });
  on('tour-open', 'click', startTour);
  on('tour-next', 'click', () => goTour(tourAt + 1));
  on('tour-back', 'click', () => goTour(tourAt - 1));
  on('tour-close', 'click', () => goTour(-1));
  on('map-frame', 'keydown', mapKeys);
  on('matrix-table', 'keydown', matrixKeys);
  on('matrix-table', 'click', (e) => {
    const cell = e.target.closest('td[data-at]');
    if (cell) openCell(cell);
  });
  const takes = {
    'net-png': networkPng,
    'net-svg': networkSvg,
    'map-png': mapPng,
    'map-svg-save': mapSvg,
    'actors-csv': () => saveCsv('actors'),
    'gaps-csv': () => saveCsv('gaps'),
    'matrix-csv': () => saveCsv('matrix'),
  };
  for (const [id, take] of Object.entries(takes)) on(id, 'click', take);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (tourAt >= 0) goTour(-1);
    else if (state.sel) closeDetails();
  });
  window.addEventListener('hashchange', () => {
    const asked = window.location.hash.replace(/^#/, '');
    if (asked !== ownHash && asked.includes('=')) update(stateFrom(readHash(asked)));
  });
  window.addEventListener('beforeprint', toPaper);
  window.addEventListener('afterprint', fromPaper);
  window.addEventListener('resize', () => {
    if (byId('map-svg')) window.requestAnimationFrame(drawMap);
  });
  if (byId('net')) listenToNetwork();
}

function start() {
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  setTheme(dark ? 'dark' : 'light');
  let asked = {};
  try {
    asked = readHash(window.location.hash);
  } catch {
    /* no address here */
  }
  const from = Object.keys(asked).length ? asked : data.open || {};
  const change = Object.keys(from).length ? stateFrom(from) : {};
  Object.assign(state, change);
  if (window.innerWidth < 700 && byId('filters')) byId('filters').open = false;
  derive();
  listen();
  render(['lang', ...Object.keys(change)], '');
  if (byId('net')) paintNow();
  window.__took = window.performance.now() - begun;
  window.__ready = true;
  if (actors.name.length <= WHOLE) whenIdle(() => document.body.classList.add('whole'));
}

/** Do what nobody waits for once the page has been drawn. */
function whenIdle(work) {
  if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 1000 });
  else window.setTimeout(work, 300);
}

start();
