/* A pyvis network drawn by vis-network: positions given, texts as text, legend and search of our own. */

const byKey = new Map(data.nodes.map((node) => [node.id, node]));
const hiddenGroups = new Set();
const FADED = 'rgba(128, 134, 140, 0.18)';

function words(key, fields) {
  return fill(data.words[key], fields || {});
}

/** The largest marks whose names stand clear of each other; the others are named on hover and in the list. */
const named = (() => {
  const boxes = [];
  const chosen = new Set();
  const tied = new Set(data.edges.flatMap((edge) => [edge.from, edge.to]));
  const ranked = data.nodes
    .filter((node) => tied.has(node.id) || data.nodes.length < 40)
    .sort((a, b) => (b.size || 0) - (a.size || 0));
  for (const node of ranked) {
    if (chosen.size >= 60) break;
    const half = Math.min(node.label.length, 28) * 6.5;
    const top = (node.y || 0) + (node.size || 10);
    const box = [(node.x || 0) - half, top, (node.x || 0) + half, top + 30];
    if (data.placed && boxes.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
    boxes.push(box);
    chosen.add(node.id);
  }
  return chosen;
})();

function labelOf(node) {
  return named.has(node.id) ? clip(node.label, 28) : '';
}

const FONT = { size: 20, color: '#1c2126', strokeWidth: 4, strokeColor: '#ffffff', multi: false };
const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, label: labelOf(node), font: FONT })));
const edges = new vis.DataSet(data.edges);
const picture = new vis.Network(
  document.getElementById('net'),
  { nodes, edges },
  {
    physics: data.placed ? false : { stabilization: { iterations: 150 } },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, tooltipDelay: 80, hideEdgesOnDrag: true, keyboard: { enabled: false } },
    nodes: { shape: 'dot', borderWidth: 1, scaling: { label: { drawThreshold: 7 } } },
    edges: {
      smooth: false,
      width: 0.8,
      color: { color: '#80868c', opacity: 0.55, highlight: '#0b5c6b' },
      arrows: { to: { scaleFactor: 0.4 } },
    },
    ...data.options,
  },
);

function status() {
  const shown = data.nodes.filter((node) => !hiddenGroups.has(node.group_key)).length;
  document.getElementById('status').textContent = words('net.shown', {
    n: formatNumber(shown, data.lang),
    all: formatNumber(data.nodes.length, data.lang),
  });
}

/** Light up a node and its neighbours; the rest steps back. */
function focusOn(id) {
  const near = id === null ? null : new Set([id, ...picture.getConnectedNodes(id)]);
  nodes.update(
    data.nodes.map((node) => ({
      id: node.id,
      color: near && !near.has(node.id) ? FADED : node.color,
      label: near ? (near.has(node.id) ? clip(node.label, 28) : '') : labelOf(node),
    })),
  );
  const list = document.getElementById('near');
  document.getElementById('near-box').hidden = !near;
  list.replaceChildren();
  if (!near) return;
  for (const key of near) {
    const line = document.createElement('li');
    line.textContent = byKey.get(key).label;
    if (key === id) line.className = 'self';
    list.append(line);
  }
}

function legend() {
  const place = document.getElementById('legend');
  for (const line of data.legend) {
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    icon.setAttribute('viewBox', '-8 -8 16 16');
    icon.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', markPath(line.shape, 0, 0, 5));
    path.setAttribute('fill', line.color);
    icon.append(path);
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'true');
    button.append(icon, `${line.label} ${formatNumber(line.n, data.lang)}`);
    button.addEventListener('click', () => {
      if (hiddenGroups.has(line.key)) hiddenGroups.delete(line.key);
      else hiddenGroups.add(line.key);
      button.setAttribute('aria-pressed', String(!hiddenGroups.has(line.key)));
      nodes.update(
        data.nodes
          .filter((node) => node.group_key === line.key)
          .map((node) => ({ id: node.id, hidden: hiddenGroups.has(line.key) })),
      );
      status();
    });
    place.append(button);
  }
}

function search(asked) {
  const wanted = plain(asked.trim());
  const found = wanted ? data.nodes.find((node) => plain(node.label).includes(wanted)) : undefined;
  if (!found) {
    focusOn(null);
    if (wanted) document.getElementById('status').textContent = words('net.not_found', { text: asked });
    return;
  }
  picture.selectNodes([found.id]);
  picture.focus(found.id, { scale: Math.max(picture.getScale(), 0.9) });
  focusOn(found.id);
}

for (const node of data.nodes) {
  const choice = document.createElement('option');
  choice.value = node.label;
  document.getElementById('names').append(choice);
}
document.getElementById('search').addEventListener('change', (event) => search(event.target.value));
document.getElementById('fit').addEventListener('click', () => picture.fit());
picture.on('click', (event) => focusOn(event.nodes.length ? event.nodes[0] : null));
legend();
status();
picture.once('afterDrawing', () => {
  window.__ready = true;
});
picture.fit();
