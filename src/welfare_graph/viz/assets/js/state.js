/* What the reader has asked for, and what follows from it. One object, one way to change it. */

const state = {
  lang: document.documentElement.lang === 'en' ? 'en' : 'it',
  theme: '',
  off: new Set(), // actor types switched off
  kindsOff: new Set(), // kinds of gap switched off
  group: 'today', // which gaps are listed: a key of data.groups, or 'all'
  need: -1,
  place: '', // 'z3' a zone, 'a12' an area
  tie: -1,
  grade: -1,
  steps: 1,
  sel: null, // {kind: 'actor' | 'area' | 'gap', i}
  after: false,
  measure: 'gap',
  zone: -1, // drill-down of an aggregated network
  sort: {},
};

const actors = data.actors;
const areas = data.areas;
const needs = data.needs;
const ties = data.ties;
const services = data.services;
const actorCount = actors.id.length;
const many = actorCount > data.single;

for (const one of [data, ...(data.plan ? [data.plan.after] : [])]) {
  const found = one.gaps;
  const place = (i) => areas.name[found.area[i]];
  for (const key of ['', 'remedy_']) {
    const model = found[`${key}en`];
    for (const lang of ['en', 'it']) {
      const words = [place, (i) => needs[lang][found.need[i]]];
      found[key + lang] = unfold(found[key + lang], words, lang === 'it' ? model : null);
    }
  }
  const codes = [(i) => areas.id[found.area[i]], (i) => needs.id[found.need[i]], (i) => data.kinds[found.kind[i]]];
  found.id = unfold(found.id, codes);
  found.cert = unfold(found.cert, codes);
}
if (data.plan) {
  const { after } = data.plan;
  after.gaps = rebuild(after.gaps, data.gaps);
  after.cells = rebuild(after.cells, data.cells);
  after.certs = { ...data.certs, ...after.certs };
}
for (const one of data.plan ? [data, data.plan.after] : [data])
  one.cells.gap = gapsOfCells(one.cells, one.gaps, [...data.groups.today, ...data.groups.unknown]);

/** Ties and services of each actor, services and actors of each area: built once. */
const linksOf = Array.from({ length: actorCount }, () => []);
ties.s.forEach((s, i) => {
  const t = ties.t[i];
  if (s >= 0) linksOf[s].push(i);
  if (t >= 0 && t !== s) linksOf[t].push(i);
});
const servicesOfActor = groupBy(services.actor, actorCount);
const servicesOfArea = groupBy(services.area, areas.id.length);
const actorsOfArea = groupBy(actors.area, areas.id.length);
const membershipsOf = groupBy(data.initiatives.actor, actorCount);

function groupBy(values, count) {
  const groups = Array.from({ length: count }, () => []);
  values.forEach((value, i) => {
    if (value >= 0) groups[value].push(i);
  });
  return groups;
}

/** Words of the page in the reader's language. */
function t(key, fields = {}) {
  const text = data.words[state.lang][`ui.${key}`];
  return text === undefined ? key : fill(text, fields);
}

function num(value, digits) {
  return formatNumber(value, state.lang, digits);
}

function amount(value) {
  return formatAmount(value, state.lang);
}

function people(value) {
  return value === null && data.public ? t('hidden') : formatPeople(value, state.lang);
}

function count(value, key) {
  return t(`${key}.${value === 1 ? 'one' : 'many'}`, { n: num(value) });
}

function word(list, i) {
  return i >= 0 && list[i] ? list[i][state.lang] : '';
}

function needName(i) {
  return i >= 0 ? needs[state.lang][i] : t('all_needs');
}

function gradeText(i) {
  return i >= 0 ? `${data.gradeMarks[i]} ${t(`grade.${data.grades[i]}`)}` : t('grade.none');
}

function sourceTitle(i) {
  return i >= 0 ? data.sources.title[i] : '';
}

function zoneOfActor(i) {
  return actors.area[i] >= 0 ? areas.zone[actors.area[i]] : -1;
}

/** Before or after the plan. */
function scenario() {
  return state.after && data.plan ? data.plan.after : data;
}

function inPlace(area) {
  if (!state.place) return true;
  if (area < 0) return false;
  const which = Number(state.place.slice(1));
  return state.place[0] === 'z' ? areas.zone[area] === which : area === which;
}

/** Does the actor pass every filter? */
function passes(i) {
  if (state.off.has(actors.type[i])) return false;
  if (!inPlace(actors.area[i])) return false;
  if (state.grade >= 0 && actors.grade[i] !== state.grade) return false;
  if (state.need >= 0 && !servicesOfActor[i].some((s) => services.need[s] === state.need)) return false;
  return state.tie < 0 || linksOf[i].some((link) => ties.type[link] === state.tie);
}

/** Actors within some steps of one actor, along the ties shown. */
function neighbourhood(start, steps) {
  const seen = new Set([start]);
  let edge = [start];
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const i of edge) {
      for (const link of linksOf[i]) {
        if (state.tie >= 0 && ties.type[link] !== state.tie) continue;
        const other = ties.s[link] === i ? ties.t[link] : ties.s[link];
        if (other >= 0 && !seen.has(other)) {
          seen.add(other);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return seen;
}

/** What is shown: `on` passes the filters, `lit` also belongs to the selection. */
const view = { on: new Uint8Array(actorCount), lit: new Uint8Array(actorCount), shown: 0, byType: [], listed: {} };

function derive() {
  view.shown = 0;
  view.byType = data.types.map(() => 0);
  for (let i = 0; i < actorCount; i += 1) {
    view.on[i] = passes(i) ? 1 : 0;
    view.shown += view.on[i];
    if (view.on[i]) view.byType[actors.type[i]] += 1;
  }
  const focus = selectedActors();
  for (let i = 0; i < actorCount; i += 1) view.lit[i] = view.on[i] && (!focus || focus.has(i)) ? 1 : 0;
  view.listed = listedGaps();
}

/** The actors that a selection is about; null = all. */
function selectedActors() {
  const { sel } = state;
  if (!sel) return null;
  if (sel.kind === 'actor') return neighbourhood(sel.i, state.steps);
  const area = sel.kind === 'area' ? sel.i : scenario().gaps.area[sel.i];
  if (area < 0) return null;
  const need = sel.kind === 'gap' ? scenario().gaps.need[sel.i] : state.need;
  const chosen = new Set(actorsOfArea[area]);
  for (const s of servicesOfArea[area]) if (need < 0 || services.need[s] === need) chosen.add(services.actor[s]);
  chosen.delete(-1);
  return chosen;
}

/** Is a selection still visible under the filters? */
function stillVisible(sel) {
  if (!sel) return true;
  if (sel.kind === 'actor') return passes(sel.i);
  if (sel.kind === 'area') return inPlace(sel.i);
  return sel.i < scenario().gaps.id.length && gapPasses(sel.i);
}

function gapPasses(i) {
  const gaps = scenario().gaps;
  return (
    (state.need < 0 || gaps.need[i] === state.need) &&
    (!state.place || inPlace(gaps.area[i])) &&
    (state.grade < 0 || gaps.grade[i] === state.grade) &&
    !state.kindsOff.has(gaps.kind[i])
  );
}

/** The group of a kind of gap: missing today, at risk, below a norm, not known. */
const groupOfKind = data.kinds.map((code, kind) =>
  Object.keys(data.groups).find((name) => data.groups[name].includes(kind)),
);
function groupOf(kind) {
  return groupOfKind[kind];
}

/** Cells by area: area -> need -> row, for the scenario shown. */
const cellCache = new Map();
function cellsByArea(from = scenario()) {
  const { cells } = from;
  if (!cellCache.has(cells)) {
    const rows = areas.id.map(() => ({}));
    cells.area.forEach((area, i) => {
      if (area >= 0) rows[area][cells.need[i]] = i;
    });
    cellCache.set(cells, rows);
  }
  return cellCache.get(cells);
}

/** Change what is asked for; the pictures follow. A selection that a filter hides is cleared and said. */
function update(change) {
  Object.assign(state, change);
  if (change.sel && change.sel.kind === 'gap' && state.group !== 'all')
    state.group = groupOf(scenario().gaps.kind[change.sel.i]);
  let said = '';
  if (!stillVisible(state.sel)) {
    said = t('selection_hidden');
    state.sel = null;
  }
  derive();
  render(Object.keys(change), said);
  saveHash();
}

function hashFields() {
  const { sel } = state;
  const id = sel && { actor: actors.id, area: areas.id, gap: scenario().gaps.id }[sel.kind][sel.i];
  return {
    lang: state.lang,
    need: state.need >= 0 ? needs.id[state.need] : '',
    place: !state.place
      ? ''
      : state.place[0] === 'z'
        ? `z:${data.zones[Number(state.place.slice(1))].name}`
        : `a:${areas.id[Number(state.place.slice(1))]}`,
    tie: state.tie >= 0 ? data.tieTypes[state.tie].code : '',
    grade: state.grade >= 0 ? data.grades[state.grade] : '',
    off: [...state.off]
      .sort((a, b) => a - b)
      .map((i) => data.types[i].code)
      .join(','),
    steps: state.steps > 1 ? state.steps : '',
    measure: state.measure === 'gap' ? '' : state.measure,
    after: state.after ? 1 : '',
    gaps: state.group === 'today' ? '' : state.group,
    sel: sel ? `${sel.kind}:${id}` : '',
  };
}

/** The state that a hash asks for, checked against what there is. */
function stateFrom(fields) {
  const change = {};
  if (fields.lang === 'it' || fields.lang === 'en') change.lang = fields.lang;
  change.need = needs.id.indexOf(fields.need || '\u0000');
  change.tie = data.tieTypes.findIndex((w) => w.code === fields.tie);
  change.grade = data.grades.indexOf(fields.grade || '\u0000');
  change.steps = Math.min(Math.max(Number(fields.steps) || 1, 1), 3);
  change.measure = MEASURES.includes(fields.measure) ? fields.measure : 'gap';
  change.after = fields.after === '1' && Boolean(data.plan);
  change.group = fields.gaps === 'all' || Object.hasOwn(data.groups, fields.gaps || '') ? fields.gaps : 'today';
  const off = (fields.off || '').split(',');
  change.off = new Set(data.types.map((w, i) => (off.includes(w.code) ? i : -1)).filter((i) => i >= 0));
  change.place = placeFrom(fields.place || '');
  change.sel = selectionFrom(fields.sel || '', change.after);
  if (change.sel && change.sel.kind === 'gap' && change.group !== 'all') {
    change.group = groupOf((change.after ? data.plan.after : data).gaps.kind[change.sel.i]);
  }
  return change;
}

function placeFrom(text) {
  const name = text.slice(2);
  const i = text[0] === 'z' ? data.zones.findIndex((z) => z.name === name) : areas.id.indexOf(name);
  return i >= 0 && /^[za]:/.test(text) ? `${text[0]}${i}` : '';
}

function selectionFrom(text, after) {
  const cut = text.indexOf(':');
  const kind = text.slice(0, cut);
  const gaps = after ? data.plan.after.gaps : data.gaps;
  const ids = { actor: actors.id, area: areas.id, gap: gaps.id }[kind];
  const i = ids ? ids.indexOf(text.slice(cut + 1)) : -1;
  return i >= 0 ? { kind, i } : null;
}

const MEASURES = ['gap', 'share', 'near', 'reached', 'q'];
let ownHash = '';

/** A sandboxed frame may refuse: the page works without. */
function saveHash() {
  try {
    ownHash = writeHash(hashFields());
    window.history.replaceState(null, '', `#${ownHash}`);
  } catch {
    /* no history here */
  }
}
