/* Tests of the script's pure parts (format.js), run inside Chromium by test_script.py. */

function same(seen, wanted) {
  const [one, other] = [seen, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

const written = (values, lang, digits) => values.map((n) => formatNumber(n, lang, digits));

window.tests = {
  'numbers are written as the language does': () => {
    same(written([1234567.891, 0.5, -3, null, NaN, Infinity], 'it', 1), ['1.234.567,9', '0,5', '−3,0', '–', '–', '–']);
    same(formatNumber(1234.5, 'en', 2), '1,234.50');
    same(written([-0.4, -0.6, 999, 1000], 'en'), ['0', '−1', '999', '1,000']);
  },
  'amounts below ten keep one decimal, tiny ones two': () => {
    same(
      [12.4, 3.26, 0.04, 7, null].map((n) => formatAmount(n, 'it')),
      ['12', '3,3', '0,04', '7', '–'],
    );
  },
  'people are whole': () => {
    same(
      [0, 0.2, 0.5, 1.4, 1234.5, null].map((n) => formatPeople(n, 'it')),
      ['0', '<1', '1', '1', '1.235', '–'],
    );
  },
  'dates are said in words, reduced ones and others too': () => {
    same(
      ['2025-06-30', '2025-06', '2025', 'ieri', ''].map((d) => formatDate(d, 'it')),
      ['30 giugno 2025', 'giugno 2025', '2025', 'ieri', ''],
    );
    same(formatDate('2025-06-30', 'en'), '30 June 2025');
  },
  'a file holds no formula and comes back': () => {
    const rows = [['=1+1', "'=2", '-3', '@x', '\tx', 'a;b', 'x\n"y"', -4.5, null]];
    same(toCsv(rows, 'it'), '\ufeff\'=1+1;\'\'=2;\'-3;\'@x;\'\tx;"a;b";"x\n""y""";-4,5;\r\n');
    same(toCsv([['a,b', 1.5]], 'en'), '\ufeff"a,b",1.5\r\n');
  },
  'an address keeps the state and drops what is broken': () => {
    same(readHash(`#${writeHash({ place: 'z:Val à&=#', sel: 'actor:a/b', empty: '', none: null })}`), {
      place: 'z:Val à&=#',
      sel: 'actor:a/b',
    });
    same(readHash('#a=%E0%A4%A&b=1&=x&c'), { b: '1' });
    same(readHash(''), {});
  },
  'only web addresses open': () => {
    same(['https://a.it/x', 'javascript:1', 'data:x', 'http://a b', '//a', 'HTTP://A.IT'].map(safeLink), [
      'https://a.it/x',
      '',
      '',
      '',
      '',
      'HTTP://A.IT',
    ]);
  },
  'a search forgets case and accents': () => same(plain('Società È'), 'societa e'),
  'limits rise, are few, and are whole where asked': () => {
    same([limitsOf([]), limitsOf([5]), limitsOf([0, 0])], [[], [], []]);
    same(limitsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), [2, 4, 6, 8]);
    same(limitsOf([0.2, 1.4, 2.6, 3.7, 9]), [0.2, 1.4, 2.6, 3.7]);
    same(limitsOf([0.2, 1.4, 2.6, 3.7, 9], true), [1, 2, 3, 4]);
  },
  'a value falls in the class up to its limit': () =>
    same(
      [0, 1, 2, 9].map((v) => classOf(v, [1, 2])),
      [0, 0, 1, 2],
    ),
  'numbers round up to two digits that matter': () =>
    same([0, 0.123, 7, 123, 98765].map(roundUp), [0, 0.13, 7, 130, 99000]),
  'labels are cut at a whole character': () => {
    same(clip('👨‍👩‍👧‍👦 famiglia e altri', 9).endsWith('…'), true);
    same(clip('breve', 5), 'breve');
  },
  'a name goes without what explains it': () => {
    const names = [
      'CISS del Pinerolese - Consorzio',
      'ASL TO3 – Distretto',
      'Consorzio (CPE)',
      'A - B',
      'Diaconia',
      '(x) y',
      'Val-di-Susa',
    ];
    same(names.map(shortName), [
      'CISS del Pinerolese',
      'ASL TO3',
      'Consorzio',
      'A - B',
      'Diaconia',
      '(x) y',
      'Val-di-Susa',
    ]);
  },
  'fields are filled once': () => same(fill('{a} e {b} {c}', { a: 1, b: '{a}' }), '1 e {a} {c}'),
  'columns sent as runs are whole again': () => {
    const page = { t: { x: { run: [null, 2, 0, 1] }, y: [1] }, title: 'x', list: [{ run: [1, 1] }] };
    spread(page);
    same(page, { t: { x: [null, null, 0], y: [1] }, title: 'x', list: [{ run: [1, 1] }] });
  },
  'folded sentences are whole again, Italian ones with English numbers': () => {
    const words = [() => 'Alpe', () => 'nido'];
    const english = { texts: ['\ue000: \ue003 people, \ue001 \ue003'], rows: [[0, '1,234.5', '2']] };
    const italian = { texts: ['\ue000: \ue003 persone, \ue001 \ue003', '\ue003'], rows: [0] };
    same(unfold(english, words), ['Alpe: 1,234.5 people, nido 2']);
    same(unfold(italian, words, english), ['Alpe: 1.234,5 persone, nido 2']);
    same(unfold({ texts: ['\ue003'], rows: [[0, '7']] }, words, english), ['7']);
  },
  'a table sent as what differs is whole again': () => {
    const before = { id: ['a', 'b', 'c'], n: [1, 2, 3] };
    same(rebuild({ from: [2, null, -2, null], id: ['d', 'b'], n: [4, 5] }, before), {
      id: ['c', 'd', 'a', 'b'],
      n: [3, 4, 1, 5],
    });
    same(rebuild({ from: [], id: [], n: [] }, before), { id: [], n: [] });
  },
  'a cell shows its first gap of the kinds that leave demand without': () => {
    const cells = { area: [0, 0, 1], need: [0, 1, 0] };
    const gaps = { kind: [5, 1, 2], area: [0, 0, 0], need: [0, 0, 0] };
    same(gapsOfCells(cells, gaps, [1, 2]), [1, -1, -1]);
    same(gapsOfCells(cells, gaps, []), [-1, -1, -1]);
  },
  'every shape is a closed path around its centre': () => {
    for (const shape of ['circle', 'square', 'diamond', 'triangle', 'triangle_down', 'hexagon', 'star', 'unheard']) {
      const node = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      node.setAttribute('d', markPath(shape, 50, 40, 10));
      drawing.append(node);
      document.body.append(drawing);
      const box = node.getBBox();
      same(
        [
          markPath(shape, 50, 40, 10).endsWith('z'),
          box.x < 50 && box.x + box.width > 50,
          box.y < 40 && box.y + box.height > 40,
        ],
        [true, true, true],
      );
      same(box.width > 14 && box.width < 32, true);
    }
  },
};

window.results = () =>
  Object.fromEntries(
    Object.entries(window.tests).map(([name, test]) => {
      try {
        test();
        return [name, ''];
      } catch (error) {
        return [name, String(error)];
      }
    }),
  );
