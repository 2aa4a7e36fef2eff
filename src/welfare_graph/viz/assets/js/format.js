'use strict';
/* Pure helpers: words, numbers, dates, safe text. Nothing here touches the page. */

const SHAPE_SIDES = { square: 4, diamond: 4, triangle: 3, triangle_down: 3, hexagon: 6 };

/** Columns sent as values, each with its number, whole again. */
function spread(table) {
  for (const columns of Object.values(table)) {
    if (!columns || typeof columns !== 'object' || Array.isArray(columns)) continue;
    for (const [name, values] of Object.entries(columns)) {
      if (!values || !Array.isArray(values.run)) continue;
      const whole = [];
      for (let i = 0; i < values.run.length; i += 2)
        for (let n = values.run[i + 1]; n > 0; n -= 1) whole.push(values.run[i]);
      columns[name] = whole;
    }
  }
}

/** A name without what explains it: "CISS del Pinerolese - Consorzio ..." is "CISS del Pinerolese". */
function shortName(name) {
  const found = /^(.{2,}?\S)\s+(?:[-–—]\s|\()/s.exec(name);
  return found ? found[1] : name;
}

/** Fill {fields} of a text; `{n}` is formatted by the caller. */
function fill(text, fields) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));
}

/** Number as the language writes it: 1.234,5 in Italian; a dash where it is not known. */
function formatNumber(value, lang, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const [whole, rest] = Math.abs(value).toFixed(digits).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'it' ? '.' : ',');
  const sign = value < 0 && Number(Math.abs(value).toFixed(digits)) !== 0 ? '−' : '';
  return sign + groups + (rest ? (lang === 'it' ? ',' : '.') + rest : '');
}

/** People and places: whole from ten up, one decimal below where there is one. */
function formatAmount(value, lang) {
  const whole = value === null || value === undefined || Math.abs(value) >= 10 || Number.isInteger(value);
  return formatNumber(value, lang, whole ? 0 : Math.abs(value) < 0.1 ? 2 : 1);
}

/** People are whole: a part of one is said as "<1". */
function formatPeople(value, lang) {
  if (value > 0 && value < 0.5) return '<1';
  return formatNumber(value, lang);
}

const MONTHS = {
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  en: 'January February March April May June July August September October November December',
};

/** ISO dates, full or reduced, as people write them; anything else unchanged. */
function formatDate(text, lang) {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text || '');
  if (!found) return text || '';
  const [, year, month, day] = found;
  if (!month) return year;
  const name = MONTHS[lang].split(' ')[Number(month) - 1] || month;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** A cell that a spreadsheet cannot take for a formula. */
function safeCell(value) {
  return typeof value === 'string' && /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Rows as CSV: Italian offices read ; and decimal commas, others , and points. */
function toCsv(rows, lang) {
  const mark = lang === 'it' ? ';' : ',';
  const cell = (value) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return String(value).replace('.', lang === 'it' ? ',' : '.');
    const text = safeCell(String(value));
    return /[";,\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(mark)).join('\r\n')}\r\n`;
}

/** Text for a search: without case and accents. */
function plain(text) {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** Cut a label at a whole character, with a mark. */
function clip(text, length) {
  const letters = Array.from(text);
  if (letters.length <= length) return text;
  const kept = letters.slice(0, length - 1).join('');
  return `${kept.trimEnd()}…`;
}

/** Only addresses that may be opened. */
function safeLink(url) {
  return /^https?:\/\/[^\s]+$/i.test(url) ? url : '';
}

/** Class of a value among rising limits: 0 is the lowest. */
function classOf(value, limits) {
  let place = 0;
  while (place < limits.length && value > limits[place]) place += 1;
  return place;
}

/** Four round limits that cut positive values into five classes of about the same size. */
function limitsOf(values, whole = false) {
  const sorted = values.filter((v) => v > 0).sort((a, b) => a - b);
  if (!sorted.length) return [];
  const limits = [];
  for (const share of [0.2, 0.4, 0.6, 0.8]) {
    const exact = roundUp(sorted[Math.floor(share * (sorted.length - 1))]);
    const value = whole ? Math.ceil(exact) : exact;
    if (value < sorted[sorted.length - 1] && !limits.includes(value)) limits.push(value);
  }
  return limits;
}

/** The next number with two digits that matter. */
function roundUp(value) {
  if (value <= 0) return 0;
  const unit = 10 ** Math.max(Math.floor(Math.log10(value)) - 1, value < 10 ? -2 : 0);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(6));
}

/** State to text and back: #need=2&place=a12 ... Unknown keys and broken codes are ignored. */
function writeHash(fields) {
  const parts = Object.entries(fields).filter(([, value]) => value !== '' && value !== null);
  return parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
}

function readHash(text) {
  const fields = {};
  for (const part of (text || '').replace(/^#/, '').split('&')) {
    const cut = part.indexOf('=');
    if (cut < 1) continue;
    try {
      fields[part.slice(0, cut)] = decodeURIComponent(part.slice(cut + 1));
    } catch {
      /* a broken code is no state */
    }
  }
  return fields;
}

/** Numbers of an English sentence as an Italian one writes them. */
function swapMarks(text) {
  return text.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
}

/** A folded column of sentences, whole again: patterns with the row's words and numbers put back. */
function unfold(folded, words, model = null) {
  return folded.rows.map((row, i) => {
    const [pattern, ...own] = [].concat(row);
    const numbers = own.length || !model ? own : [].concat(model.rows[i]).slice(1).map(swapMarks);
    let used = 0;
    return folded.texts[pattern].replace(/[\ue000-\ue003]/g, (mark) => {
      const place = mark.charCodeAt(0) - 0xe000;
      if (place < 3) return words[place](i);
      used += 1;
      return numbers[used - 1];
    });
  });
}

/** A table sent as what differs from another: `from` says how far off a row stands there; null is one of its own. */
function rebuild(own, before) {
  const whole = {};
  for (const name of Object.keys(before)) {
    const fresh = own[name].values();
    whole[name] = own.from.map((shift, row) => (shift === null ? fresh.next().value : before[name][row + shift]));
  }
  return whole;
}

/** The first gap of each cell that leaves its demand without: one of the kinds asked; -1 = none. */
function gapsOfCells(cells, gaps, kinds) {
  const first = new Map();
  const key = (table, i) => `${table.area[i]},${table.need[i]}`;
  gaps.kind.forEach((kind, i) => {
    if (kinds.includes(kind) && !first.has(key(gaps, i))) first.set(key(gaps, i), i);
  });
  return cells.area.map((area, i) => first.get(key(cells, i)) ?? -1);
}

/** SVG path of a mark of a given shape, centred at x, y. All shapes weigh about the same. */
function markPath(shape, x, y, r) {
  const at = (dx, dy) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  if (shape === 'circle') {
    const s = (r * 2).toFixed(1);
    return `M${at(-r, 0)}a${r} ${r} 0 1 0 ${s} 0a${r} ${r} 0 1 0 -${s} 0z`;
  }
  if (shape === 'star') {
    const points = [];
    for (let i = 0; i < 10; i += 1) {
      const turn = (Math.PI * i) / 5 - Math.PI / 2;
      const reach = i % 2 ? r * 0.58 : r * 1.32;
      points.push(at(Math.cos(turn) * reach, Math.sin(turn) * reach));
    }
    return `M${points.join('L')}z`;
  }
  const sides = SHAPE_SIDES[shape] || 4;
  const start = { square: Math.PI / 4, triangle: -Math.PI / 2, triangle_down: Math.PI / 2, hexagon: 0 }[shape] ?? 0;
  const grow = { square: 1.24, diamond: 1.3, hexagon: 1.1 }[shape] || 1.34;
  const lift = { triangle: r * 0.16, triangle_down: -r * 0.16 }[shape] || 0;
  const points = [];
  for (let i = 0; i < sides; i += 1) {
    const turn = start + (2 * Math.PI * i) / sides;
    points.push(at(Math.cos(turn) * r * grow, Math.sin(turn) * r * grow + lift));
  }
  return `M${points.join('L')}z`;
}
