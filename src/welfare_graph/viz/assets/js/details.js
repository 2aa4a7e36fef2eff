/* Details of what is selected: at the side on a wide screen, as a sheet on a phone. */

function detailTitle() {
  const { sel } = state;
  if (!sel) return t('details.none');
  if (sel.kind === 'actor') return actors.name[sel.i];
  if (sel.kind === 'area') return areas.name[sel.i];
  const gaps = scenario().gaps;
  return `${t(`kind.${data.kinds[gaps.kind[sel.i]]}`)}${gaps.area[sel.i] >= 0 ? `: ${areas.name[gaps.area[sel.i]]}` : ''}`;
}

function fact(label, ...content) {
  return el('div', { class: 'fact' }, el('dt', {}, label), el('dd', {}, ...content));
}

function listOf(title, items) {
  if (!items.length) return null;
  const shown = items.slice(0, 12).map((item) => el('li', {}, item));
  const rest = items.slice(12).map((item) => el('li', {}, item));
  const more = rest.length
    ? el('details', {}, el('summary', {}, t('more', { n: num(rest.length) })), el('ul', {}, ...rest))
    : null;
  return el(
    'div',
    { class: 'list' },
    el('h3', {}, `${title} `, el('span', { class: 'soft' }, num(items.length))),
    el('ul', {}, ...shown),
    more,
  );
}

function serviceItem(s, withActor) {
  const parts = [el('span', { class: services.live[s] ? '' : 'soft' }, services.name[s] || needName(services.need[s]))];
  const bits = [needName(services.need[s])];
  if (services.capacity[s] !== null) bits.push(`${amount(services.capacity[s])} ${needUnit(services.need[s])}`);
  if (!services.live[s]) bits.push(t('planned'));
  if (services.area[s] >= 0 && !withActor) bits.push(areas.name[services.area[s]]);
  parts.push(
    el('span', { class: 'under' }, bits.join(' · '), ' · ', sourceNote(services.grade[s], services.source[s])),
  );
  if (withActor && services.actor[s] >= 0) parts.push(el('span', { class: 'under' }, actorLink(services.actor[s])));
  return el('div', {}, ...parts);
}

function tieItem(link, i) {
  const other = ties.s[link] === i ? ties.t[link] : ties.s[link];
  if (other < 0) return null;
  const type = data.tieTypes[ties.type[link]];
  const arrow = !type.directed ? '' : ties.s[link] === i ? ' →' : ' ←';
  return el(
    'div',
    {},
    actorLink(other),
    el('span', { class: 'under' }, type[state.lang] + arrow, ' · ', sourceNote(ties.grade[link], ties.source[link])),
  );
}

function actorDetails(i) {
  const facts = [
    fact(t('col.type'), el('span', { class: 'kind' }, typeIcon(actors.type[i]), word(data.types, actors.type[i]))),
    fact(t('col.area'), actors.area[i] >= 0 ? areaLink(actors.area[i]) : t('no_seat')),
    fact(t('col.ties'), num(actors.ties[i])),
    actors.hold[i] ? fact(t('col.hold'), holdText(i), el('span', { class: 'under' }, t('hold.means'))) : null,
    isFragile(i) ? fact(t('col.fragile'), fragileText(i)) : null,
    fact(t('how_known'), sourceNote(actors.grade[i], actors.source[i])),
    actors.note[i] ? fact(t('note'), actors.note[i]) : null,
  ];
  const initiatives = membershipsOf[i].map((m) => {
    const book = data.initiatives;
    return el(
      'div',
      {},
      book.name[book.initiative[m]] || '',
      el('span', { class: 'under' }, word(book.roles, book.role[m])),
    );
  });
  return [
    el('dl', {}, ...facts.filter(Boolean)),
    listOf(
      t('services_here'),
      servicesOfActor[i].map((s) => serviceItem(s, false)),
    ),
    listOf(t('ties_here'), linksOf[i].map((link) => tieItem(link, i)).filter(Boolean)),
    listOf(t('initiatives'), initiatives),
  ];
}

function needLine(area, need) {
  const i = cellsByArea()[area][need];
  if (i === undefined) return null;
  const { cells, gaps } = scenario();
  const gap = cells.gap[i];
  const said =
    gap >= 0
      ? el('button', { type: 'button', class: 'link', click: () => select('gap', gap) }, gapLabel(gaps.kind[gap]))
      : count(cells.reached[i] || 0, 'reached');
  const near = cells.near[i] === null ? '' : ` · ${t('value.near', { n: num(cells.near[i]) })}`;
  return el(
    'div',
    {},
    el('strong', {}, needName(need)),
    el('span', { class: 'under' }, said, near),
    el(
      'span',
      { class: 'under' },
      `${t('cell.demand', { n: amountOrHidden(cells.q[i]), unit: needUnit(need) })} · ${gradeText(cells.grade[i])}`,
    ),
  );
}

function areaDetails(i) {
  const facts = [
    areas.zone[i] >= 0
      ? fact(
          t('zone'),
          link(data.zones[areas.zone[i]].name, () => update({ place: `z${areas.zone[i]}` })),
        )
      : null,
    areas.pop[i] === null ? null : fact(t('population'), num(areas.pop[i])),
    fact(t('actors_seated'), num(actorsOfArea[i].length)),
  ];
  return [
    el('dl', {}, ...facts.filter(Boolean)),
    listOf(
      t('needs_here'),
      matrixNeeds()
        .filter((need) => state.need < 0 || need === state.need)
        .map((need) => needLine(i, need))
        .filter(Boolean),
    ),
    listOf(
      t('services_here'),
      servicesOfArea[i].map((s) => serviceItem(s, true)),
    ),
    listOf(
      t('actors_here'),
      actorsOfArea[i].map((a) => actorLink(a)),
    ),
  ];
}

function gapDetails(i) {
  const gaps = scenario().gaps;
  const need = gaps.need[i];
  const area = gaps.area[i];
  const facts = [
    fact(t('col.area'), areaLink(area)),
    need >= 0
      ? fact(
          t('col.need'),
          link(needName(need), () => update({ need })),
        )
      : null,
    fact(
      t('col.people'),
      people(gaps.people[i]),
      rangeOf(i) ? el('span', { class: 'under' }, t('between', { range: rangeOf(i) })) : null,
    ),
    gaps.share[i] === null ? null : fact(t('col.share'), percent(gaps.share[i])),
    fact(t('how_known'), gradeText(gaps.grade[i])),
    gaps[`remedy_${state.lang}`][i] ? fact(t('col.remedy'), gaps[`remedy_${state.lang}`][i]) : null,
  ];
  const near = need < 0 ? [] : services.need.map((n, s) => s).filter((s) => services.need[s] === need);
  return [
    el('p', { class: isUnknown(gaps.kind[i]) ? 'evidence unsure' : 'evidence' }, gaps[state.lang][i]),
    el('p', { class: 'soft' }, t(`means.${data.kinds[gaps.kind[i]]}`)),
    el('dl', {}, ...facts.filter(Boolean)),
    ...certDetails(i),
    listOf(
      t('services_known'),
      near.map((s) => serviceItem(s, false)),
    ),
  ];
}

/** The proof of a gap in words: places that ask together for more than all they can reach. */
function certDetails(i) {
  const cert = certOf(i);
  if (!cert) return [];
  const fields = {
    places: count(cert.areas.length, 'areas'),
    demand: num(cert.demand),
    capacity: num(cert.capacity),
    unmet: num(cert.unmet),
  };
  const said = `cert.${cert.capacity ? 'proof' : 'none'}.${cert.areas.length === 1 ? 'one' : 'many'}`;
  return [
    el('h3', {}, t('cert.title')),
    el('p', { class: 'cert' }, t(said, fields)),
    cert.areas.length < 2
      ? null
      : listOf(
          t('cert.shared'),
          cert.areas.map((area) => areaLink(area)),
        ),
  ];
}

/** Nothing selected: how to begin, and how to read the signs. */
function emptyDetails() {
  const signs = data.kinds.map((code, kind) => el('li', {}, gapLabel(kind)));
  const grades = data.grades.map((code, grade) => el('li', {}, gradeText(grade)));
  const start = byId('answers')
    ? el('button', { type: 'button', class: 'quiet', click: () => startTour() }, t('tour.start'))
    : null;
  return [
    el('p', {}, t('details.how')),
    el('p', { class: 'soft' }, t('details.keys')),
    start,
    el('h3', {}, t('signs')),
    el('ul', { class: 'signs' }, ...signs),
    el('ul', { class: 'signs grades' }, ...grades),
  ];
}

function drawDetails() {
  const { sel } = state;
  const body = byId('details-body');
  const content = { actor: actorDetails, area: areaDetails, gap: gapDetails };
  replace(body, ...(sel ? content[sel.kind](sel.i) : emptyDetails()));
  byId('details-title').textContent = detailTitle();
  byId('details-close').hidden = !sel;
  document.body.classList.toggle('chosen-one', Boolean(sel));
  byId('steps-box').hidden = !(sel && sel.kind === 'actor');
  if (!sel) document.body.classList.remove('sheet');
}

/** On a phone the details rise as a sheet; the keyboard may ask to go there. */
function openSheet(focus = false) {
  if (!state.sel) return;
  document.body.classList.add('sheet');
  if (focus) byId('details').focus();
}

function closeDetails() {
  document.body.classList.remove('sheet');
  update({ sel: null });
}
