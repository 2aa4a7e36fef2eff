/* The first screen in words, the plan, the tour. */

/** A sentence made in Python: texts and [text, state] links. */
function sentence(parts) {
  return parts.map((part) => (typeof part === 'string' ? part : storyLink(part[0], part[1])));
}

/** A link of the story: a real address (it can be copied), that sets the selection of everything below. */
function storyLink(text, fields) {
  const { to, ...rest } = fields;
  const go = (event) => {
    event.preventDefault();
    const change = stateFrom({ ...rest, lang: state.lang, after: fields.after || '' });
    update({ ...change, kindsOff: new Set() });
    const target = byId(to || 'pictures');
    if (target) target.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  };
  return el('a', { href: `#${writeHash(rest)}`, class: 'ref', click: go }, text);
}

function calm() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function drawStory() {
  if (!byId('sentences')) return;
  const story = data.story[state.lang];
  replace(byId('sentences'), ...story.sentences.map((parts) => el('li', {}, el('p', {}, ...sentence(parts)))));
  replace(byId('cover-line'), ...sentence(story.cover));
  replace(
    byId('figures'),
    ...story.figures.map((figure) =>
      el(
        'div',
        {},
        el('dt', {}, figure.label),
        el('dd', {}, figure.value),
        figure.note ? el('dd', { class: 'under note' }, figure.note) : null,
      ),
    ),
  );
}

/** Who bridges, who would be missed: a sentence each. */
function drawBridges() {
  if (!byId('bridges')) return;
  const told = data.bridges;
  byId('bridges').hidden = !told.actor.length;
  byId('bridges-how').textContent = told.rests[state.lang];
  replace(byId('bridges-list'), ...told.actor.map((i, row) => el('li', {}, actorLink(i), told[state.lang][row])));
}

/** A fact in figures is large, one in words is not. */
function factClass(row) {
  return /^[\d.,€→ ]+$/.test(row.value[state.lang]) ? null : 'said';
}

function drawPlan() {
  const place = byId('plan-body');
  if (!place) return;
  byId('plan-switch').hidden = !data.plan;
  if (!data.plan) {
    replace(place, el('p', { class: 'soft' }, t('plan.none')));
    return;
  }
  const { summary, actions, alternatives } = data.plan;
  const facts = summary.map((row) =>
    el('div', {}, el('dt', {}, row.label[state.lang]), el('dd', { class: factClass(row) }, row.value[state.lang])),
  );
  const columns = [
    { key: 'action', value: (i) => t(`action.${actions.action[i]}`) },
    { key: 'need', value: (i) => (actions.need[i] >= 0 ? needName(actions.need[i]) : '') },
    {
      key: 'area',
      value: (i) => areaName(actions.area[i]),
      cell: (i) => (actions.area[i] >= 0 ? areaLink(actions.area[i]) : ''),
    },
    { key: 'who', value: (i) => actions.who[i], wide: 'wide' },
    {
      key: 'quantity',
      value: (i) => actions.quantity[i],
      cell: (i) => amountOrHidden(actions.quantity[i]),
      numeric: true,
    },
    {
      key: 'cost',
      value: (i) => actions.cost[i],
      cell: (i) => (actions.cost[i] === null ? amountOrHidden(null) : `${num(actions.cost[i])} €`),
      numeric: true,
    },
    {
      key: 'people_more',
      value: (i) => actions.people[i],
      cell: (i) => amountOrHidden(actions.people[i]),
      numeric: true,
    },
  ];
  if (!byId('plan-table')) {
    replace(
      place,
      el('dl', { class: 'figures' }),
      el(
        'div',
        { class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'plan-title' },
        el('table', { class: 'cards', id: 'plan-table' }),
      ),
      el('p', { id: 'plan-count', class: 'count soft' }),
      el('div', { id: 'plan-others' }),
      el('div', { id: 'plan-frontier' }),
    );
  }
  replace(place.querySelector('dl'), ...facts);
  drawTable(
    'plan',
    actions.action.map((a, i) => i),
    columns,
  );
  drawFrontier();
  replace(
    byId('plan-others'),
    alternatives.length ? el('h3', {}, t('plan.alternatives')) : null,
    alternatives.length
      ? el('p', { class: 'soft' }, `${nearWords()} ${t('plan.core', { n: num(data.plan.core) })}.`)
      : null,
    alternatives.length ? el('ol', {}, ...alternatives.map((other) => el('li', {}, otherPlan(other)))) : null,
  );
}

/** People against budget: a line from point to point, and the same in a table. */
function drawFrontier() {
  const told = data.plan.frontier;
  const place = byId('plan-frontier');
  if (!told) {
    replace(place);
    return;
  }
  const points = told.budget.map((budget, i) => i);
  if (!byId('frontier-table')) {
    const table = el('table', { class: 'cards', id: 'frontier-table', 'aria-labelledby': 'frontier-title' });
    const count = el('p', { id: 'frontier-count', class: 'count soft' });
    replace(
      place,
      el('h3', { id: 'frontier-title' }),
      el(
        'div',
        { class: 'frontier' },
        svg('svg', { id: 'frontier-svg', role: 'img', 'aria-labelledby': 'frontier-title' }),
        el('div', {}, table, count),
      ),
      el('p', { class: 'soft', id: 'frontier-how' }),
    );
  }
  byId('frontier-title').textContent = t('frontier');
  byId('frontier-how').textContent = t('frontier_how');
  drawTable('frontier', points, [
    { key: 'budget', value: (i) => told.budget[i], cell: (i) => `${num(told.budget[i])} €` },
    {
      key: 'people_more',
      value: (i) => told.people[i],
      cell: (i) => (data.public ? t('at_least', { what: num(told.people[i]) }) : num(told.people[i])),
      numeric: true,
    },
    {
      key: 'cost',
      value: (i) => told.cost[i],
      cell: (i) => (told.cost[i] === null ? '–' : `${num(told.cost[i])} €`),
      numeric: true,
    },
    { key: 'worst', value: (i) => told.worst[i], cell: (i) => percent(told.worst[i]), numeric: true },
  ]);
  frontierLine(byId('frontier-svg'), told);
}

function frontierLine(picture, { budget, people: served }) {
  const [wide, high, left, low] = [460, 220, 56, 28];
  const most = [Math.max(...budget, 1), Math.max(...served, 1)];
  const x = (i) => left + (budget[i] / most[0]) * (wide - left - 44);
  const y = (i) => high - low - (served[i] / most[1]) * (high - low - 28);
  const line = budget.map((value, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(i).toFixed(1)}`).join('');
  picture.setAttribute('viewBox', `0 0 ${wide} ${high}`);
  const dots = budget.flatMap((value, i) => [
    svg('circle', { cx: x(i), cy: y(i), r: 4.5, class: 'frontier-dot' }),
    svg('text', { x: x(i), y: y(i) - 10, class: 'frontier-word' }, num(served[i])),
    svg('text', { x: x(i), y: high - 10, class: 'frontier-word soft' }, `${num(value / 1000)}k`),
  ]);
  replace(
    picture,
    svg('path', { d: `M${left} 12V${high - low}H${wide - 8}`, class: 'frontier-axis' }),
    svg('path', { d: line, class: 'frontier-line' }),
    ...dots,
  );
}

/** How near the other plans are: little of all who are served may be much of what the plan adds. */
function nearWords() {
  const { alternatives, gain, served } = data.plan;
  const least = Math.min(...alternatives.map((other) => other.people));
  const less = gain - least;
  if (less <= 0 || gain <= 0 || served <= 0) return t('plan.near_none');
  return t('plan.near', {
    less: num(less),
    served: num(served),
    of_served: num((100 * less) / served, 1),
    gain: num(gain),
    of_gain: num((100 * less) / gain),
  });
}

/** An alternative in one line: people, how far from the plan's, cost, what it does. */
function otherPlan(other) {
  const less = data.plan.gain - other.people;
  const served = t('plan.other_people', { n: num(other.people) });
  return t('plan.other', {
    people: data.public ? t('at_least', { what: served }) : served,
    less: less > 0 ? ` ${t('plan.other_less', { n: num(less) })}` : '',
    cost: other.cost === null ? '' : `, ${num(other.cost)} €`,
    what: other[state.lang],
  });
}

const TOUR = ['answers', 'network', 'map', 'matrix', 'gaps'];
let tourAt = -1;

function startTour() {
  goTour(0);
  byId('tour').focus();
}

function goTour(step) {
  for (const id of TOUR) byId(id)?.classList.remove('toured');
  const stops = TOUR.filter((id) => byId(id));
  tourAt = step;
  const card = byId('tour');
  card.hidden = step < 0 || step >= stops.length;
  if (card.hidden) {
    tourAt = -1;
    byId('tour-open').focus();
    return;
  }
  const id = stops[step];
  byId('tour-title').textContent = t(`tour.${id}.title`);
  byId('tour-text').textContent = t(`tour.${id}.text`);
  byId('tour-step').textContent = t('tour.step', { n: step + 1, all: stops.length });
  byId('tour-back').disabled = step === 0;
  byId('tour-next').textContent = t(step === stops.length - 1 ? 'tour.end' : 'tour.next');
  byId(id).classList.add('toured');
  byId(id).scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
}
