/* The page's scripts are one script once in the page: a name that one file declares, the others may use. */
import { readFileSync, readdirSync } from 'node:fs';
import js from '@eslint/js';
import globals from 'globals';

const FOLDER = new URL('../../src/welfare_graph/viz/assets/js/', import.meta.url);
const shared = { vis: 'readonly' };
for (const name of readdirSync(FOLDER)) {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  for (const [, kind, word, list] of text.matchAll(/^(function|const|let) (?:(\w+)|[[{]([^\]}]+)[\]}])/gm)) {
    for (const one of word ? [word] : list.split(',')) shared[one.trim()] = kind === 'let' ? 'writable' : 'readonly';
  }
}

export default [
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: { ...globals.browser, ...shared } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...js.configs.recommended.rules,
      eqeqeq: 'error',
      'no-redeclare': ['error', { builtinGlobals: false }],
      'no-unused-vars': ['error', { vars: 'local' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-implied-eval': 'error',
      'no-script-url': 'off',
      'max-lines': ['error', 400],
      'max-depth': ['error', 4],
      'max-params': ['error', 5],
    },
  },
];
