/* Tables that say what the pictures say. */

const ROWS = 200;
const PAPER_ROWS = 25; /* as the style sheet prints */
const TALL = 30; /* rows that are sure to fill a frame */

/** Sort rows by a column's value; missing ones last; ties keep the order they had. */
function sorted(rows, columns, name) {
  const asked = state.sort[name];
  if (!asked) return rows;
  const { value } = columns[asked.column];
  const order = [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return 0;
    if (x === null || x === undefined || x === '') return 1;
    if (y === null || y === undefined || y === '') return -1;
    const less = typeof x === 'string' ? x.localeCompare(y, state.lang) : x - y;
    return asked.down ? -less : less;
  });
  return order;
}

/** A plain table: columns {key, value, cell, numeric}, sortable, 200 rows at most; `filed` ones are in the CSV only. */
function drawTable(name, rows, columns) {
  const place = byId(`${name}-table`);
  if (!place) return;
  const ordered = sorted(rows, columns, name);
  const asked = state.sort[name];
  const heads = columns.map((column, c) => {
    if (column.filed) return null;
    const on = asked && asked.column === c;
    const order = on ? (asked.down ? 'descending' : 'ascending') : 'none';
    const turn = () => {
      state.sort[name] = { column: c, down: on ? !asked.down : Boolean(column.numeric) };
      drawTable(name, rows, columns);
      byId(`${name}-table`).querySelector(`thead button[data-column="${c}"]`).focus();
    };
    const arrow = el('span', { 'aria-hidden': 'true', class: 'arrow' }, on ? (asked.down ? ' ↓' : ' ↑') : '');
    return el(
      'th',
      { role: 'columnheader', scope: 'col', 'aria-sort': order, class: column.numeric ? 'n' : column.wide },
      el('button', { type: 'button', 'data-column': c, click: turn }, t(`col.${column.key}`), arrow),
    );
  });
  const body = ordered.slice(0, ROWS).map((row) => {
    const cells = columns.map((column, c) => {
      if (column.filed) return null;
      const shown = column.cell ? column.cell(row) : column.value(row);
      const content = shown === null || shown === undefined || shown === '' ? '–' : shown;
      const kind = c === 0 ? 'th' : 'td';
      const head = c === 0 ? null : t(`col.${column.key}`);
      return el(
        kind,
        {
          role: c === 0 ? 'rowheader' : 'cell',
          scope: c === 0 ? 'row' : null,
          'data-head': head,
          class: column.numeric ? 'n' : column.wide || (c === 0 ? 'lead' : null),
        },
        content,
      );
    });
    return el('tr', { role: 'row' }, ...cells);
  });
  place.setAttribute('role', 'table'); /* said out loud: on a phone a row is laid out as a card */
  replace(
    place,
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads)),
    el('tbody', { role: 'rowgroup' }, ...body),
  );
  tall(place, body.length);
  const paper =
    rows.length > PAPER_ROWS
      ? el('span', { class: 'on-paper' }, ` · ${t('rows_paper', { n: num(PAPER_ROWS) })}`)
      : null;
  replace(byId(`${name}-count`), rowsSaid(rows.length), paper);
}

/** A table of many rows fills its frame whatever they hold: the browser need not lay it out to know. */
function tall(table, rows) {
  table.parentElement.classList.toggle('tall', rows > TALL);
}

/** How many rows a table shows, of how many. */
function rowsSaid(n) {
  if (!n) return t('rows_none');
  return n > ROWS ? t('rows_cut', { n: num(ROWS), all: num(n) }) : count(n, 'rows');
}

const actorTable = [
  { key: 'actor', value: (i) => actors.name[i], cell: actorLink, text: (i) => actors.name[i] },
  { key: 'type', value: (i) => word(data.types, actors.type[i]) },
  { key: 'area', value: (i) => (actors.area[i] >= 0 ? areas.name[actors.area[i]] : '') },
  { key: 'ties', value: (i) => actors.ties[i], numeric: true },
  { key: 'services', value: (i) => servicesOfActor[i].filter((s) => services.live[s]).length, numeric: true },
  { key: 'hold', value: (i) => actors.hold[i], cell: (i) => holdText(i), numeric: true },
  { key: 'fragile', value: (i) => (isFragile(i) ? 1 : 0), cell: (i) => fragileText(i), text: fragileText },
  {
    key: 'grade',
    value: (i) => actors.grade[i],
    cell: (i) => gradeText(actors.grade[i]),
    text: (i) => gradeText(actors.grade[i]),
  },
];

function holdText(i) {
  const value = actors.hold[i];
  return value === null ? '–' : `${num(value * 100, 1)}%`;
}

function fragileText(i) {
  const parts = [];
  if (actors.cut[i]) parts.push(t('fragile.cut'));
  if (actors.lost[i] < 0) parts.push(t('fragile.some'));
  if (actors.lost[i] > 0) parts.push(t('fragile.lost', { people: count(Math.round(actors.lost[i]), 'people') }));
  return parts.join(' · ');
}

function shownActors() {
  const rows = [];
  for (let i = 0; i < actorCount; i += 1) if (view.lit[i]) rows.push(i);
  return rows.sort((a, b) => actors.ties[b] - actors.ties[a] || a - b);
}

const gapTable = [
  {
    key: 'kind',
    value: (i) => scenario().gaps.kind[i],
    cell: (i) => gapButton(i),
    text: (i) => t(`kind.${data.kinds[scenario().gaps.kind[i]]}`),
  },
  {
    key: 'area',
    value: (i) => areaName(scenario().gaps.area[i]),
    cell: (i) => areaLink(scenario().gaps.area[i]),
    text: (i) => areaName(scenario().gaps.area[i]),
  },
  { key: 'need', value: (i) => (scenario().gaps.need[i] >= 0 ? needName(scenario().gaps.need[i]) : '') },
  { key: 'people', value: (i) => scenario().gaps.people[i], cell: peopleCell, numeric: true },
  { key: 'range', value: (i) => scenario().gaps.low[i], text: (i) => rangeOf(i), filed: true },
  {
    key: 'share',
    value: (i) => scenario().gaps.share[i],
    cell: (i) => percent(scenario().gaps.share[i]),
    numeric: true,
  },
  { key: 'grade', value: (i) => gradeText(scenario().gaps.grade[i]), filed: true },
  { key: 'evidence', value: (i) => scenario().gaps[state.lang][i], cell: evidenceCell, wide: 'wide' },
  { key: 'remedy', value: (i) => scenario().gaps[`remedy_${state.lang}`][i], wide: 'wide remedy' },
  { key: 'cert', value: (i) => scenario().gaps.cert[i], filed: true },
];

/** People in a gap; under them their low and high ends, and how they are known. */
function peopleCell(i) {
  const { gaps } = scenario();
  const under = (text) => (text ? el('span', { class: 'under' }, text) : null);
  return el('span', {}, people(gaps.people[i]), under(rangeOf(i)), under(gradeText(gaps.grade[i])));
}

/** The evidence of a gap; under it what proves it. */
function evidenceCell(i) {
  const cert = certOf(i);
  const proof = cert && cert.capacity ? certText(cert) : ''; /* without places the sentence says it all */
  return el('span', {}, scenario().gaps[state.lang][i] || '–', proof ? el('span', { class: 'under' }, proof) : null);
}

/** The part of a gap's certificate that holds its place: places that ask together for more than they reach. */
function certOf(i) {
  const { gaps } = scenario();
  const parts = scenario().certs[gaps.cert[i]] || [];
  return parts.find((part) => part.areas.includes(gaps.area[i])) || null;
}

function certText(cert) {
  return t('cert.short', { places: count(cert.areas.length, 'areas'), unmet: count(Math.round(cert.unmet), 'people') });
}

function areaName(i) {
  return i >= 0 ? areas.name[i] : '';
}

function percent(value) {
  return value === null ? '–' : `${num(value * 100)}%`;
}

function amountOrHidden(value) {
  return value === null && data.public ? t('hidden') : amount(value);
}

function rangeOf(i) {
  const { low, high } = scenario().gaps;
  if (low[i] === null || high[i] === null) return '';
  const [least, most] = [people(low[i]), people(high[i])];
  return least === most ? '' : `${least}–${most}`;
}

function gapButton(i) {
  const kind = scenario().gaps.kind[i];
  const button = link('', () => select('gap', i));
  button.append(gapSign(kind), el('span', {}, t(`kind.${data.kinds[kind]}`)));
  return button;
}

/** Gaps that pass the filters, group by group: told once a change, as `view.listed`. */
function listedGaps() {
  const gaps = scenario().gaps;
  const area = state.sel && state.sel.kind === 'area' ? state.sel.i : -1;
  const out = Object.fromEntries(Object.keys(data.groups).map((name) => [name, []]));
  for (let i = 0; i < gaps.id.length; i += 1)
    if (gapPasses(i) && (area < 0 || gaps.area[i] === area)) out[groupOf(gaps.kind[i])].push(i);
  return out;
}

function shownGaps() {
  const { listed } = view;
  return state.group === 'all' ? Object.values(listed).flat() : listed[state.group];
}

/** The groups, each with its count: what is missing today comes first and stands alone. */
function drawGroups() {
  if (!byId('groups')) return;
  const { listed } = view;
  const total = Object.values(listed).reduce((sum, rows) => sum + rows.length, 0);
  const tabs = [...Object.entries(listed).map(([name, rows]) => [name, rows.length]), ['all', total]].map(
    ([name, n]) => {
      const turn = () => {
        update({ group: name, sel: state.sel && state.sel.kind === 'gap' ? null : state.sel });
        byId('groups').querySelector(`[data-group="${name}"]`).focus();
      };
      return el(
        'button',
        { type: 'button', class: 'tab', 'aria-pressed': String(state.group === name), 'data-group': name, click: turn },
        t(state.after && name === 'today' ? 'group.still' : `group.${name}`),
        el('b', {}, num(n)),
      );
    },
  );
  replace(byId('groups'), ...tabs);
  byId('gaps-how').textContent = t(
    state.after && state.group === 'today' ? 'group_how.still' : `group_how.${state.group}`,
  );
  byId('gaps-after').hidden = !state.after;
  if (state.after) byId('gaps-after').textContent = afterWords();
}

/** After a plan people come first: the count of gaps may rise where what was not known is now full. */
function afterWords() {
  const [before, after] = [data, data.plan.after].map((one) => one.gaps);
  const rows = (gaps, group) => gaps.kind.map((kind, i) => i).filter((i) => data.groups[group].includes(gaps.kind[i]));
  const cell = (gaps) => (i) => `${gaps.area[i]},${gaps.need[i]}`;
  const unknown = new Set(rows(before, 'unknown').map(cell(before)));
  const still = rows(after, 'today');
  const full = still.filter((i) => data.kinds[after.kind[i]] === 'full');
  const moved = full.map(cell(after)).filter((key) => unknown.has(key)).length;
  const [old, now] = data.plan.without;
  const counts = { before: num(rows(before, 'today').length), after: num(still.length) };
  return [
    t('after.people', { before: num(old), after: num(now), less: num(old - now) }),
    t('after.gaps', counts),
    moved ? count(moved, 'after.moved') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Kinds of gap present, as switches with sign, word and count. */
function drawKinds() {
  if (!byId('kinds')) return;
  const gaps = scenario().gaps;
  const counts = data.kinds.map(() => 0);
  gaps.kind.forEach((kind) => {
    if (state.group === 'all' || groupOf(kind) === state.group) counts[kind] += 1;
  });
  const present = counts.filter(Boolean).length;
  const buttons = counts.map((n, kind) => {
    if (!n || present < 2) return null;
    const on = !state.kindsOff.has(kind);
    const turn = () => {
      const next = new Set(state.kindsOff);
      if (on) next.add(kind);
      else next.delete(kind);
      update({ kindsOff: next });
      const again = byId('kinds').querySelector(`[data-kind="${kind}"]`);
      if (again) again.focus();
    };
    return el(
      'button',
      { type: 'button', class: 'chip', 'aria-pressed': String(on), 'data-kind': kind, click: turn },
      gapLabel(kind),
      el('b', {}, num(n)),
    );
  });
  replace(byId('kinds'), ...buttons);
}

/** What the data cover, a row a need. */
const coverTable = [
  { key: 'need', value: (i) => needName(i) },
  { key: 'known', value: (i) => knownText(i) },
  { key: 'services', value: (i) => live(i).length, numeric: true },
  { key: 'capacities', value: (i) => live(i).filter((s) => services.capacity[s] !== null).length, numeric: true },
  {
    key: 'demand',
    value: (i) => demandOf(i),
    cell: (i) => (demandOf(i) === null ? '–' : `${data.public ? '≥ ' : ''}${amount(demandOf(i))} ${needUnit(i)}`),
    numeric: true,
  },
  { key: 'demand_grade', value: (i) => gradeText(weakest(i)) },
  {
    key: 'minutes',
    value: (i) => needs.minutes[i],
    cell: (i) => (needs.minutes[i] === null ? t('no_limit') : num(needs.minutes[i])),
    numeric: true,
  },
];

function live(need) {
  return services.need.map((n, s) => s).filter((s) => services.need[s] === need && services.live[s]);
}

function demandOf(need) {
  let sum = null;
  data.cells.need.forEach((n, i) => {
    if (n === need && data.cells.q[i] !== null) sum = (sum || 0) + data.cells.q[i];
  });
  return sum;
}

/** The weakest grade that a need's demand rests on. */
function weakest(need) {
  let worst = -1;
  data.cells.need.forEach((n, i) => {
    if (n === need) worst = Math.max(worst, data.cells.grade[i]);
  });
  return worst;
}

function drawTables() {
  drawTable('actors', shownActors(), actorTable);
  drawTable('gaps', shownGaps(), gapTable);
  drawGroups();
  drawKinds();
}
