// What the bundle expects of its surroundings beyond the methods and collections that scripts have. Symbols are plain keys here.
var globalThis = this, self = this;
(function (global) {
  var symbols = 0;
  function Symbol(name) { return '@@' + (name || '') + ++symbols; }
  Symbol['for'] = function (name) { return '@@' + name; };
  ['iterator', 'asyncIterator', 'toStringTag', 'toPrimitive', 'hasInstance', 'species'].forEach(function (name) { Symbol[name] = '@@' + name; });
  global.Symbol = Symbol;
  global.console = { log: function () { }, warn: function () { }, error: function () { } };
  global.Reflect = {
    ownKeys: Object.getOwnPropertyNames,
    apply: function (method, self, values) { return method.apply(self, values); },
    construct: function (type, values) { return new (Function.prototype.bind.apply(type, [null].concat(Array.prototype.slice.call(values))))(); }
  };

  // The interpreter knows no sticky patterns: one that does not match where it should matches nowhere.
  var Real = RegExp;
  function Pattern(source, flags) {
    if (source instanceof Real && flags === undefined) { return source; }
    var given = String(flags === undefined ? '' : flags), sticky = given.indexOf('y') >= 0;
    var pattern = new Real(source instanceof Real ? source.source : source, given.replace(/[yus]/g, '').replace('g', '') + (sticky || given.indexOf('g') >= 0 ? 'g' : ''));
    if (sticky) {
      pattern.exec = function (text) {
        var at = this.lastIndex, match = Real.prototype.exec.call(this, text);
        if (!match || match.index === at) { return match; }
        this.lastIndex = 0;
        return null;
      };
      pattern.test = function (text) { return this.exec(text) !== null; };
    }
    return pattern;
  }
  Pattern.prototype = Real.prototype;
  global.RegExp = Pattern;
})(this);
