/* Building the page: text goes in as text, never as markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes (events as functions) and children (text or elements). */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

function svg(name, attributes = {}, text = '') {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== '') node.setAttribute(key, value);
  }
  if (text) node.textContent = text;
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

function replace(node, ...children) {
  node.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== ''));
}

/** The small mark of an actor type, as on the picture. */
function typeIcon(type) {
  const { color, shape } = data.types[type];
  const icon = svg('svg', { viewBox: '-8 -8 16 16', class: 'icon', 'aria-hidden': 'true' });
  icon.append(svg('path', { d: markPath(shape, 0, 0, 5), fill: color }));
  return icon;
}

function link(text, action, attributes = {}) {
  return el('button', { type: 'button', class: 'link', click: action, ...attributes }, text);
}

function actorLink(i) {
  return el(
    'button',
    { type: 'button', class: 'link actor', click: () => select('actor', i) },
    typeIcon(actors.type[i]),
    el('span', {}, actors.name[i]),
  );
}

function areaLink(i) {
  return i >= 0 ? link(areas.name[i], () => select('area', i)) : el('span', { class: 'soft' }, t('everywhere'));
}

function gapSign(kind) {
  return el('span', { class: `sign sign-${data.kinds[kind]}`, 'aria-hidden': 'true' }, data.signs[kind]);
}

function gapLabel(kind) {
  return el('span', { class: 'kind' }, gapSign(kind), t(`kind.${data.kinds[kind]}`));
}

function sourceNote(grade, source) {
  const note = el('span', { class: 'soft' }, gradeText(grade));
  if (source >= 0)
    note.append(
      ' · ',
      link(data.sources.id[source], () => showSource(source), { title: sourceTitle(source) }),
    );
  return note;
}

/** Bring a source into view and mark it. */
function showSource(i) {
  const panel = byId('sources');
  if (!panel) return;
  panel.querySelector('details').open = true;
  const row = byId(`source-${i}`);
  if (!row) return;
  row.scrollIntoView({ block: 'center' });
  row.focus({ preventScroll: true });
}

function select(kind, i) {
  const same = state.sel && state.sel.kind === kind && state.sel.i === i;
  update({ sel: { kind, i } });
  if (!same) openSheet();
}

let speaking = 0;
/** Say one calm sentence to a screen reader, after things have settled. */
function say(text) {
  window.clearTimeout(speaking);
  speaking = window.setTimeout(() => {
    byId('live').textContent = text;
  }, 400);
}
