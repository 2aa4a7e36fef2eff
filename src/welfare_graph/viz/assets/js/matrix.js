/* The matrix of needs by areas, a grid that arrow keys walk. */

/** Areas of the matrix: in place, by zone, then by people. */
function matrixAreas() {
  const rows = areas.id.map((id, i) => i).filter((i) => inPlace(i));
  return rows.sort((a, b) => areas.zone[a] - areas.zone[b] || (areas.pop[b] || 0) - (areas.pop[a] || 0) || a - b);
}

function matrixNeeds() {
  const present = new Set(scenario().cells.need);
  return needs.id.map((id, i) => i).filter((i) => present.has(i));
}

function cellText(i) {
  const { cells, gaps } = scenario();
  const gap = cells.gap[i];
  if (gap >= 0) {
    const kind = gaps.kind[gap];
    return isUnknown(kind) ? '?' : `${data.signs[kind]} ${people(gaps.people[gap])}`;
  }
  return cells.reached[i] ? amount(cells.reached[i]) : '·';
}

/** The same in words, for the ear and for the pointer. */
function cellWords(i) {
  const { cells, gaps } = scenario();
  const gap = cells.gap[i];
  const demand = t('cell.demand', { n: amountOrHidden(cells.q[i]), unit: needUnit(cells.need[i]) });
  if (gap >= 0) {
    const kind = gaps.kind[gap];
    const said = isUnknown(kind) ? '' : ` ${people(gaps.people[gap])}`;
    return `${t(`kind.${data.kinds[kind]}`)}${said} · ${demand}`;
  }
  return `${count(cells.reached[i] || 0, 'reached')} · ${demand}`;
}

let matrixAt = [0, 0];

function drawMatrix() {
  const place = byId('matrix-table');
  if (!place) return;
  const rows = matrixAreas();
  const columns = matrixNeeds();
  const byArea = cellsByArea();
  const chosen = areaOfSelection();
  const { cells, gaps } = scenario();
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col', class: 'corner' }, t('col.area')),
    ...columns.map((need) =>
      el(
        'th',
        { scope: 'col', class: asked(need) },
        el(
          'button',
          { type: 'button', tabindex: -1, click: () => update({ need: state.need === need ? -1 : need }) },
          needName(need),
          el('span', { class: 'known' }, knownText(need)),
        ),
      ),
    ),
  );
  const body = [];
  let zone = null;
  matrixAt = [
    Math.min(matrixAt[0], Math.max(rows.length - 1, 0)),
    Math.min(matrixAt[1], Math.max(columns.length - 1, 0)),
  ];
  rows.slice(0, ROWS).forEach((area, r) => {
    if (data.zones.length > 1 && areas.zone[area] !== zone) {
      zone = areas.zone[area];
      body.push(
        el(
          'tr',
          { class: 'zone-row' },
          el(
            'th',
            { scope: 'rowgroup', colspan: columns.length + 1 },
            zone >= 0 ? data.zones[zone].name : t('no_zone'),
          ),
        ),
      );
    }
    const tds = columns.map((need, c) => {
      const i = byArea[area][need];
      const here = matrixAt[0] === r && matrixAt[1] === c;
      if (i === undefined)
        return el(
          'td',
          { class: 'none', tabindex: here ? 0 : -1, 'data-at': `${r},${c}`, 'aria-label': t('no_demand') },
          '',
        );
      const gap = cells.gap[i];
      const kind = gap < 0 ? 'met' : data.kinds[gaps.kind[gap]] === 'unknown' ? 'unknown' : 'lack';
      return el(
        'td',
        {
          class: `${kind} ${asked(need) || ''}`,
          tabindex: here ? 0 : -1,
          'data-at': `${r},${c}`,
          'data-area': area,
          'data-gap': gap,
          title: cellWords(i),
          'aria-label': cellWords(i),
        },
        cellText(i),
      );
    });
    body.push(
      el(
        'tr',
        { class: area === chosen ? 'chosen-row' : null },
        el(
          'th',
          { scope: 'row' },
          link(areas.name[area], () => select('area', area), { tabindex: -1 }),
        ),
        ...tds,
      ),
    );
  });
  replace(place, el('thead', {}, head), el('tbody', {}, ...body));
  tall(place, body.length);
  const shown = Math.min(ROWS, rows.length);
  byId('matrix-count').textContent =
    shown < rows.length ? t('areas_cut', { n: num(shown), all: num(rows.length) }) : count(shown, 'areas');
}

/** The column of the need asked for stands out. */
function asked(need) {
  return state.need === need ? 'asked' : null;
}

function knownText(need) {
  const known = needs.known[need] || 'unsaid';
  return t(`known.${known}`);
}

function matrixKeys(event) {
  const cell = event.target.closest('td[data-at]');
  if (!cell) return;
  const [r, c] = cell.dataset.at.split(',').map(Number);
  const arrow = ARROWS[event.key];
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    openCell(cell);
    openSheet(true);
  }
  if (!arrow) return;
  event.preventDefault();
  const next = byId('matrix-table').querySelector(`td[data-at="${r + arrow[1]},${c + arrow[0]}"]`);
  if (!next) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  matrixAt = [r + arrow[1], c + arrow[0]];
  next.focus();
}

function openCell(cell) {
  const gap = Number(cell.dataset.gap);
  if (cell.dataset.gap !== undefined && gap >= 0) select('gap', gap);
  else if (cell.dataset.area !== undefined) select('area', Number(cell.dataset.area));
}
