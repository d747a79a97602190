// Bundles the translator and turns it into ECMAScript 5 itself: `node bundle.mjs <file to write>`.
import { transformSync, types } from '@babel/core';
import generate from '@babel/generator';
import * as babelHelpers from '@babel/helpers';
import { build, transform } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = name => fileURLToPath(new URL(name, import.meta.url));

// What only Babel's command line, its source maps and its other targets need.
const absent = {
  '@babel/helpers': 'exports.isInternal = () => false; exports.minVersion = () => "7.0.0"',
  '@babel/code-frame': 'exports.codeFrameColumns = () => ""',
  '@babel/helper-compilation-targets': 'exports.isRequired = () => true; exports.default = () => ({})',
  '@babel/helper-module-transforms': '',
  '@jridgewell/gen-mapping': '',
  '@jridgewell/trace-mapping': '',
  debug: 'module.exports = () => Object.assign(() => {}, { enabled: false })',
  picocolors: '',
  semver: 'exports.lt = () => false; exports.valid = () => true; exports.intersects = () => false',
};

// The functions that translated scripts call, as text: translating them at run time would take longer than the scripts.
function helpers() {
  const idOf = name => `_$${name}`;
  const all = {};
  for (const name of babelHelpers.list.filter(name => !/decs|regenerator|await|async|interop|jsx|using|regexp/i.test(name))) {
    const { nodes } = babelHelpers.get(name, need => types.identifier(idOf(need)), idOf(name), []);
    const code = (generate.default ?? generate)(types.program(nodes), { compact: true, comments: false }).code;
    all[name] = { id: idOf(name), code, own: babelHelpers.getDependencies(name) };
  }
  const needs = (name, found = new Set()) => {
    if (!found.has(name)) {
      found.add(name);
      all[name].own.forEach(need => needs(need, found));
    }
    return found;
  };
  return Object.fromEntries(Object.entries(all).map(([name, { id, code }]) => [name, { id, code, needs: [...needs(name)] }]));
}

const withoutTheRest = {
  name: 'without-the-rest',
  setup(build) {
    build.onResolve({ filter: /^@babel\/core$/ }, () => ({ path: here('core.cjs') }));
    build.onResolve({ filter: /.*/ }, ({ path }) => path in absent ? { path, namespace: 'absent' } : undefined);
    build.onResolve({ filter: /^helpers$/ }, ({ path }) => ({ path, namespace: 'helpers' }));
    build.onLoad({ filter: /.*/, namespace: 'helpers' }, () => ({ contents: JSON.stringify(helpers()), loader: 'json' }));
    build.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({ contents: absent[path] }));
  },
};

const options = { babelrc: false, configFile: false, browserslistConfigFile: false, compact: true, comments: false, sourceType: 'script' };
const bundle = await build({
  entryPoints: [here('translate.cjs')],
  bundle: true,
  format: 'iife',
  platform: 'browser',
  write: false,
  legalComments: 'none',
  plugins: [withoutTheRest],
  define: {
    'process.env.BABEL_TYPES_8_BREAKING': 'false',
    'process.env.BABEL_8_BREAKING': 'false',
    'process.env.NODE_ENV': '"production"',
    'process.env': '{}',
  },
});
const { code } = transformSync(bundle.outputFiles[0].text, {
  ...options,
  presets: [['@babel/preset-env', { targets: { ie: '9' }, modules: false, exclude: ['transform-typeof-symbol'] }]],
  assumptions: { constantSuper: true, ignoreFunctionLength: true, noClassCalls: true, objectRestNoSymbols: true, pureGetters: true, setClassMethods: true, setPublicClassFields: true, skipForOfIteratorClosing: true, superIsCallableConstructor: true },
});
const small = await transform(code, { minify: true, target: 'es5' });
await writeFile(process.argv[2], await readFile(here('surroundings.js'), 'utf8') + small.code);
