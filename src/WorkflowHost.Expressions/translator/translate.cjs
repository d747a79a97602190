// What the host calls: newer JavaScript in, ECMAScript 5 out, line for line.
const core = require('@babel/core');
const { default: File } = require('@babel/core/lib/transformation/file/file.js');
const { default: PluginPass } = require('@babel/core/lib/transformation/plugin-pass.js');
const { default: generate } = require('@babel/generator');
const { parse } = require('@babel/parser');
const helpers = require('helpers');

// Shorter output where the difference can't be seen without symbols or documents.
const assumptions = {
  ignoreFunctionLength: true,
  ignoreToPrimitiveHint: true,
  mutableTemplateObject: true,
  noDocumentAll: true,
  noUninitializedPrivateFieldAccess: true,
  objectRestNoSymbols: true,
  privateFieldsAsProperties: true,
  setComputedProperties: true,
  setPublicClassFields: true,
  skipForOfIteratorClosing: true,
  superIsCallableConstructor: true,
};

const api = {
  ...core,
  assertVersion() {},
  assumption: name => assumptions[name],
  cache: { forever() {} },
  env: () => false,
  targets: () => ({}),
};

const plugins = [
  require('@babel/plugin-transform-class-static-block'),
  require('@babel/plugin-transform-class-properties'),
  require('@babel/plugin-transform-private-methods'),
  require('@babel/plugin-transform-private-property-in-object'),
  require('@babel/plugin-transform-arrow-functions'),
  require('@babel/plugin-transform-block-scoped-functions'),
  require('@babel/plugin-transform-block-scoping'),
  require('@babel/plugin-transform-classes'),
  require('@babel/plugin-transform-computed-properties'),
  require('@babel/plugin-transform-destructuring'),
  require('@babel/plugin-transform-exponentiation-operator'),
  require('@babel/plugin-transform-for-of'),
  require('@babel/plugin-transform-literals'),
  require('@babel/plugin-transform-logical-assignment-operators'),
  require('@babel/plugin-transform-new-target'),
  require('@babel/plugin-transform-nullish-coalescing-operator'),
  require('@babel/plugin-transform-numeric-separator'),
  require('@babel/plugin-transform-object-rest-spread'),
  require('@babel/plugin-transform-object-super'),
  require('@babel/plugin-transform-optional-catch-binding'),
  require('@babel/plugin-transform-optional-chaining'),
  require('@babel/plugin-transform-parameters'),
  require('@babel/plugin-transform-shorthand-properties'),
  require('@babel/plugin-transform-spread'),
  require('@babel/plugin-transform-template-literals'),
  require('@babel/plugin-transform-unicode-escapes'),
].map(plugin => plugin.default(api, {}, '/'));

// Merging the visitors takes longer than most translations: it is done once, and each text gets fresh passes by changing theirs.
const passes = plugins.map(plugin => new PluginPass({ opts: {} }, plugin.name, {}, false));
const visitor = core.traverse.visitors.merge(plugins.map(plugin => core.traverse.explode({ ...plugin.visitor })), passes);

// What can't be said in ECMAScript 5 at all, or only with a library that a script has no use for.
const unspoken = node =>
  node.async || node.type === 'AwaitExpression' || node.await ? 'async/await'
  : node.generator || node.type === 'YieldExpression' ? 'function*/yield'
  : node.type === 'BigIntLiteral' ? 'BigInt'
  : node.type === 'Import' || node.type === 'ImportExpression' || node.type === 'MetaProperty' && node.meta.name === 'import' ? 'import'
  : node.type === 'RegExpLiteral' && /[^gim]/.test(node.flags) ? `/…/${node.flags}`
  : null;

const translate = text => {
  const ast = parse(text, { sourceType: 'script', allowReturnOutsideFunction: true });
  core.types.traverseFast(ast, node => {
    const what = unspoken(node);
    if (what) {
      throw { unspoken: what, loc: node.loc.start };
    }
  });
  const file = new File({ filename: '', cwd: '/', highlightCode: false }, { code: text, ast });
  const used = new Set();
  file.set('helperGenerator', name => {
    helpers[name].needs.forEach(need => used.add(need));
    return core.types.identifier(helpers[name].id);
  });
  passes.forEach(pass => Object.assign(pass, { file, _map: new Map() }));
  plugins.forEach((plugin, index) => plugin.pre?.call(passes[index], file));
  core.traverse(ast, visitor, file.scope);
  plugins.forEach((plugin, index) => plugin.post?.call(passes[index], file));
  return [...used].map(name => helpers[name].code).join('') + generate(ast, { retainLines: true, comments: false }, text).code;
};

// JSON: { code } or what is wrong with the text, { line, unspoken, message }.
globalThis.translate = text => {
  try {
    return JSON.stringify({ code: translate(text) });
  } catch (error) {
    if (!error || !error.loc) {
      throw error;
    }
    return JSON.stringify({ line: error.loc.line, unspoken: error.unspoken, message: String(error.message).replace(/ \(\d+:\d+\)\s*$/, '') });
  }
};
