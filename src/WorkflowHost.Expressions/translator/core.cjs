// The part of Babel's core that its plugins use.
const { default: traverse, NodePath } = require('@babel/traverse');

module.exports = {
  version: require('@babel/core/package.json').version,
  template: require('@babel/template').default,
  types: require('@babel/types'),
  traverse,
  NodePath,
};
