/* A large territory opens as bubbles, one a zone and type; a zone opens into its actors. */

/** Zones with their actors by type; the last one holds the actors without a zone. */
const zoneCrowds = (() => {
  const crowds = data.zones.map((zone, z) => ({ zone: z, name: zone.name, types: {}, n: 0, ties: 0 }));
  crowds.push({ zone: -1, name: '', types: {}, n: 0, ties: 0 });
  if (!many) return crowds;
  for (let i = 0; i < actorCount; i += 1) {
    const z = zoneOfActor(i);
    const crowd = crowds[z < 0 ? crowds.length - 1 : z];
    crowd.n += 1;
    crowd.types[actors.type[i]] = (crowd.types[actors.type[i]] || 0) + view.on[i];
    crowd.ties += actors.ties[i];
  }
  return crowds;
})();

/** Recount what passes the filters. */
function recountCrowds() {
  for (const crowd of zoneCrowds) crowd.types = {};
  for (let i = 0; i < actorCount; i += 1) {
    if (!view.on[i]) continue;
    const z = zoneOfActor(i);
    const { types } = zoneCrowds[z < 0 ? zoneCrowds.length - 1 : z];
    types[actors.type[i]] = (types[actors.type[i]] || 0) + 1;
  }
}

/** Zones in rows and types in columns, as far as there is room: bubbles with their numbers. */
function bubbles() {
  const rows = zoneCrowds
    .filter((crowd) => crowd.n > 0)
    .sort((a, b) => b.n - a.n || a.zone - b.zone)
    .slice(0, 14);
  const left = Math.min(150, net.width * 0.3);
  const wide = (net.width - left - 16) / Math.max(data.types.length, 1);
  const high = (net.height - 40) / Math.max(rows.length, 1);
  const most = Math.max(1, ...rows.flatMap((row) => Object.values(row.types)));
  const out = [];
  rows.forEach((crowd, row) => {
    data.types.forEach((type, column) => {
      const n = crowd.types[column] || 0;
      if (!n) return;
      const r = Math.max(Math.sqrt(n / most) * Math.min(wide, high) * 0.46, 2.5);
      out.push({ x: left + wide * (column + 0.5), y: 28 + high * (row + 0.5), r, n, type: column, zone: crowd.zone });
    });
  });
  return { out, rows, left, high };
}

function bubbleScene() {
  recountCrowds();
  const p = net.palette;
  const { out, rows, left, high } = bubbles();
  const items = rows.map((crowd, row) => ({
    d: `M8 ${28 + high * row}H${net.width - 8}`,
    stroke: p.line,
    lw: 1,
    a: 1,
  }));
  const texts = rows.map((crowd, row) => ({
    x: 10,
    y: 32 + high * (row + 0.5),
    s: clip(crowd.zone < 0 ? t('no_zone') : crowd.name, Math.round(left / 7.5)),
    size: 12,
    weight: 600,
    fill: p.ink,
    anchor: 'start',
  }));
  for (const bubble of out) {
    const { color, shape } = data.types[bubble.type];
    items.push({ d: markPath(shape, bubble.x, bubble.y, bubble.r), fill: color, a: 0.9 });
    const inside = bubble.r > 15;
    const y = inside ? bubble.y + 4 : bubble.y + bubble.r + 14;
    texts.push({
      x: bubble.x,
      y,
      s: num(bubble.n),
      size: 11,
      weight: 700,
      fill: inside ? '#ffffff' : p.ink,
      halo: !inside,
    });
  }
  return { items, texts };
}

function bubbleAt(x, y) {
  return bubbles().out.find((bubble) => Math.hypot(bubble.x - x, bubble.y - y) <= bubble.r + 4);
}

function openZone(zone) {
  if (actorCount > data.nation) {
    if (zone >= 0) update({ place: `z${zone}` });
    return;
  }
  update({ zone: zone + 2, sel: null });
  fit();
  drawNetwork();
}

function closeZone() {
  update({ zone: -1, sel: null });
  fit();
  drawNetwork();
}
