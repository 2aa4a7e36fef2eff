/* Taking things away: pictures with title and legend, and tables a spreadsheet can trust. */

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = el('a', { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 2000);
}

/** What the picture shows, in one line under its title. */
function filterLine() {
  const parts = [];
  if (data.date) parts.push(formatDate(data.date, state.lang));
  if (state.need >= 0) parts.push(needName(state.need));
  if (state.place) parts.push(placeName2(state.place));
  if (state.tie >= 0) parts.push(word(data.tieTypes, state.tie));
  if (state.sel) parts.push(detailTitle());
  if (state.after) parts.push(t('after'));
  return parts.join(' · ');
}

function placeName2(place) {
  const i = Number(place.slice(1));
  return place[0] === 'z' ? data.zones[i].name : areas.name[i];
}

/** Legend of the network: types with shape and count, in columns. */
function legendScene(top, width) {
  const items = [];
  const texts = [];
  let [x, y] = [24, top];
  data.types.forEach((type, i) => {
    if (!view.byType[i]) return;
    const s = `${type[state.lang]} (${num(view.byType[i])})`;
    ink.font = `500 12px ${FONT}`;
    const wide = ink.measureText(s).width + 36;
    if (x + wide > width - 16) {
      x = 24;
      y += 21;
    }
    items.push({ d: markPath(type.shape, x, y - 4, 5.5), fill: type.color, a: 1 });
    texts.push({ x: x + 13, y, s, size: 12, fill: net.palette.ink, anchor: 'start' });
    x += wide;
  });
  return { items, texts, bottom: y + 14 };
}

/** The network with title, line and legend, as one scene. */
function sheetScene() {
  const scene = networkScene();
  const legend = legendScene(78 + net.height + 24, net.width);
  const titles = [
    {
      x: 20,
      y: 32,
      s: `${t('network')}: ${data.title}`,
      size: 18,
      weight: 700,
      fill: net.palette.ink,
      anchor: 'start',
    },
    { x: 20, y: 54, s: filterLine(), size: 12, fill: net.palette.soft, anchor: 'start' },
  ];
  return { scene, legend, titles, width: net.width, height: legend.bottom + 10 };
}

function networkPng() {
  const { scene, legend, titles, width, height } = sheetScene();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext('2d');
  pen.fillStyle = net.palette.panel;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  paintOn(pen, scene, 2, 0, 70);
  paintOn(pen, { items: legend.items, texts: [...legend.texts, ...titles] }, 2, 0, 0);
  canvas.toBlob((blob) => download(`${t('file.network')}.png`, blob));
}

function sceneToSvg(parent, scene) {
  for (const item of scene.items) {
    if (!item.d) continue;
    parent.append(
      svg('path', {
        d: item.d,
        fill: item.fill || 'none',
        stroke: item.stroke,
        'stroke-width': item.lw,
        opacity: item.a,
        'stroke-dasharray': (item.dash || []).join(' '),
      }),
    );
  }
  for (const text of scene.texts) {
    const halo = text.halo ? { stroke: net.palette.panel, 'stroke-width': 3.5, 'paint-order': 'stroke' } : {};
    parent.append(
      svg(
        'text',
        {
          x: text.x,
          y: text.y,
          'font-size': text.size,
          'font-weight': text.weight,
          'letter-spacing': text.spacing,
          'text-anchor': text.anchor || 'middle',
          fill: text.fill,
          ...halo,
        },
        text.s,
      ),
    );
  }
}

function blankSvg(width, height) {
  const root = svg('svg', {
    xmlns: SVG,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': FONT.replace(/"/g, "'"),
  });
  root.append(svg('rect', { width, height, fill: net.palette.panel }));
  return root;
}

function networkSvg() {
  const { scene, legend, titles, width, height } = sheetScene();
  const root = blankSvg(width, height);
  const body = svg('g', { transform: 'translate(0 70)' });
  sceneToSvg(body, scene);
  root.append(body);
  sceneToSvg(root, { items: legend.items, texts: [...legend.texts, ...titles] });
  saveSvg(root, `${t('file.network')}.svg`);
}

function saveSvg(root, name) {
  download(name, new Blob([new XMLSerializer().serializeToString(root)], { type: 'image/svg+xml' }));
}

const PAPER = { width: 680, height: 700 };

/** Before printing: the network drawn for paper, light, at its own size and as sharp as the printer. */
function toPaper() {
  document.body.dataset.before = state.theme;
  setTheme('light');
  const place = byId('net-print');
  if (!place) return;
  const { width, height } = net;
  Object.assign(net, PAPER);
  fit();
  const root = svg('svg', { viewBox: `0 0 ${PAPER.width} ${PAPER.height}` });
  sceneToSvg(root, networkScene());
  replace(place, root);
  Object.assign(net, { width, height });
  fit();
  drawNetwork();
}

/** After printing: the screen as it was. */
function fromPaper() {
  setTheme(document.body.dataset.before || state.theme);
  if (byId('net-print')) replace(byId('net-print'));
}

const KEPT = [
  'fill',
  'font-weight',
  'letter-spacing',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'text-anchor',
  'paint-order',
  'stroke-linejoin',
];

/** The map as it looks, styles written in, with title and legend. */
function mapSheet() {
  const picture = byId('map-svg');
  const copy = picture.cloneNode(true);
  const from = [picture, ...picture.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((node, i) => {
    const style = window.getComputedStyle(from[i]);
    node.removeAttribute('style');
    node.removeAttribute('class');
    for (const name of KEPT) node.setAttribute(name, style.getPropertyValue(name));
  });
  const [width, height] = [data.map.width, data.map.height];
  copy.setAttribute('y', 84);
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  const root = blankSvg(width, height + 100 + 28 * Math.ceil(map.legend.length / 3));
  root.append(
    svg(
      'text',
      { x: 24, y: 38, 'font-size': 24, 'font-weight': 700, fill: net.palette.ink },
      `${mapTitle()}: ${data.title}`,
    ),
  );
  root.append(svg('text', { x: 24, y: 66, 'font-size': 16, fill: net.palette.soft }, filterLine()));
  root.append(copy);
  const probe = el('span', {});
  document.body.append(probe);
  map.legend.forEach(([colour, text], i) => {
    const [x, y] = [24 + (i % 3) * 320, height + 108 + 28 * Math.floor(i / 3)];
    probe.style.color = colour === 'hatch' ? '' : colour;
    const shown = colour === 'hatch' ? 'url(#hatch)' : window.getComputedStyle(probe).color;
    root.append(svg('rect', { x, y: y - 15, width: 26, height: 18, fill: shown, stroke: net.palette.edge }));
    root.append(svg('text', { x: x + 34, y, 'font-size': 16, fill: net.palette.ink }, text));
  });
  probe.remove();
  return root;
}

function mapSvg() {
  saveSvg(mapSheet(), `${t('file.map')}.svg`);
}

function mapPng() {
  const root = mapSheet();
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = Number(root.getAttribute('width')) * 2;
    canvas.height = Number(root.getAttribute('height')) * 2;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(`${t('file.map')}.png`, blob));
  };
  image.src = url;
}

/** Rows of a table as data: numbers as numbers, marks as words. */
function tableRows(name) {
  const [columns, rows] = name === 'actors' ? [actorTable, shownActors()] : [gapTable, shownGaps()];
  const order = sorted(rows, columns, name);
  const heads = columns.map((column) => t(`col.${column.key}`));
  return [heads, ...order.map((row) => columns.map((column) => (column.text || column.value)(row)))];
}

function matrixRows() {
  const columns = matrixNeeds();
  const byArea = cellsByArea();
  const heads = [t('col.area'), ...columns.map((need) => needName(need))];
  return [
    heads,
    ...matrixAreas().map((area) => [
      areas.name[area],
      ...columns.map((need) => (byArea[area][need] === undefined ? '' : cellWords(byArea[area][need]))),
    ]),
  ];
}

function saveCsv(name) {
  const rows = name === 'matrix' ? matrixRows() : tableRows(name);
  download(`${t(`file.${name}`)}.csv`, new Blob([toCsv(rows, state.lang)], { type: 'text/csv;charset=utf-8' }));
}
