// What ECMAScript 2015 and later added to the objects of ECMAScript 5, as far as a script here can use it. A method is installed
// only where a script names it. `each` walks anything that can be walked: a list, a text, a Map, a Set, an iterator.
({
  'Object.assign': function (target) {
    var result = Object(target);
    for (var i = 1; i < arguments.length; i++) {
      var source = arguments[i];
      if (source === null || source === undefined) { continue; }
      Object.keys(Object(source)).forEach(function (key) { result[key] = source[key]; });
    }
    return result;
  },
  'Object.entries': function (value) { return Object.keys(Object(value)).map(function (key) { return [key, value[key]]; }); },
  'Object.values': function (value) { return Object.keys(Object(value)).map(function (key) { return value[key]; }); },
  'Object.fromEntries': function (entries) {
    var result = {};
    each(entries, function (entry) { result[entry[0]] = entry[1]; });
    return result;
  },
  'Object.is': function (a, b) { return a === b ? a !== 0 || 1 / a === 1 / b : a !== a && b !== b; },
  'Object.hasOwn': function (value, key) { return Object.prototype.hasOwnProperty.call(Object(value), key); },
  'Object.groupBy': function (items, key) {
    var result = {}, index = 0;
    each(items, function (item) { var name = String(key(item, index++)); (result[name] || (result[name] = [])).push(item); });
    return result;
  },
  'Object.getOwnPropertyDescriptors': function (value) {
    var result = {};
    Object.getOwnPropertyNames(value).forEach(function (name) { result[name] = Object.getOwnPropertyDescriptor(value, name); });
    return result;
  },
  'Object.getOwnPropertySymbols': function () { return []; },
  'Object.setPrototypeOf': function (value, prototype) { value.__proto__ = prototype; return value; },

  'Array.from': function (source, map, self) {
    var result = [];
    each(source, function (item) { result.push(map ? map.call(self, item, result.length) : item); }, true);
    return result;
  },
  'Array.of': function () { return Array.prototype.slice.call(arguments); },
  'Array.prototype.find': function (test, self) {
    for (var i = 0; i < this.length; i++) { if (test.call(self, this[i], i, this)) { return this[i]; } }
  },
  'Array.prototype.findIndex': function (test, self) {
    for (var i = 0; i < this.length; i++) { if (test.call(self, this[i], i, this)) { return i; } }
    return -1;
  },
  'Array.prototype.findLast': function (test, self) {
    for (var i = this.length - 1; i >= 0; i--) { if (test.call(self, this[i], i, this)) { return this[i]; } }
  },
  'Array.prototype.findLastIndex': function (test, self) {
    for (var i = this.length - 1; i >= 0; i--) { if (test.call(self, this[i], i, this)) { return i; } }
    return -1;
  },
  'Array.prototype.includes': function (item, from) {
    var start = Math.floor(Number(from)) || 0;
    for (var i = start < 0 ? Math.max(this.length + start, 0) : start; i < this.length; i++) {
      if (this[i] === item || item !== item && this[i] !== this[i]) { return true; }
    }
    return false;
  },
  'Array.prototype.at': function (index) {
    var at = index < 0 ? Math.ceil(index) : Math.floor(Number(index)) || 0;
    return this[at < 0 ? this.length + at : at];
  },
  'Array.prototype.fill': function (value, start, end) {
    var length = this.length, from = start || 0, to = end === undefined ? length : end;
    from = from < 0 ? Math.max(length + from, 0) : from;
    to = to < 0 ? length + to : Math.min(to, length);
    for (var i = from; i < to; i++) { this[i] = value; }
    return this;
  },
  'Array.prototype.flat': function (depth) {
    var result = [], levels = depth === undefined ? 1 : depth;
    (function add(items, left) {
      items.forEach(function (item) { if (left > 0 && Array.isArray(item)) { add(item, left - 1); } else { result.push(item); } });
    })(this, levels);
    return result;
  },
  'Array.prototype.flatMap': function (map, self) { return Array.prototype.concat.apply([], this.map(map, self)); },
  'Array.prototype.keys': function () { var i = 0, list = this; return iterator(function () { return i < list.length ? [i++] : undefined; }); },
  'Array.prototype.values': function () { var i = 0, list = this; return iterator(function () { return i < list.length ? [list[i++]] : undefined; }); },
  'Array.prototype.entries': function () {
    var i = 0, list = this;
    return iterator(function () { return i < list.length ? [[i, list[i++]]] : undefined; });
  },
  'Array.prototype.toSorted': function (compare) { return this.slice().sort(compare); },
  'Array.prototype.toReversed': function () { return this.slice().reverse(); },
  'Array.prototype.toSpliced': function () { var copy = this.slice(); copy.splice.apply(copy, arguments); return copy; },
  'Array.prototype.with': function (index, value) {
    var copy = this.slice(), at = index < 0 ? copy.length + index : index;
    if (!(at >= 0 && at < copy.length)) { throw new RangeError('Invalid index : ' + index); }
    copy[at] = value;
    return copy;
  },

  'String.raw': function (parts) {
    var result = '';
    for (var i = 0; i < parts.raw.length; i++) { result += parts.raw[i] + (i + 1 < parts.raw.length && i + 1 < arguments.length ? arguments[i + 1] : ''); }
    return result;
  },
  'String.fromCodePoint': function () {
    return Array.prototype.map.call(arguments, function (point) {
      return point > 0xffff ? String.fromCharCode(0xd800 + Math.floor((point - 0x10000) / 0x400), 0xdc00 + (point - 0x10000) % 0x400) : String.fromCharCode(point);
    }).join('');
  },
  'String.prototype.@@iterator': function () {
    var text = String(this), at = 0;
    return iterator(function () {
      if (at >= text.length) { return undefined; }
      var first = text.charCodeAt(at), second = text.charCodeAt(at + 1), from = at;
      at += first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000 ? 2 : 1;
      return [text.slice(from, at)];
    });
  },
  'String.prototype.includes': function (part, from) { return String(this).indexOf(part, from) >= 0; },
  'String.prototype.startsWith': function (part, from) { var at = from || 0; return String(this).substr(at, String(part).length) === String(part); },
  'String.prototype.endsWith': function (part, end) {
    var text = String(this), to = end === undefined ? text.length : Math.min(end, text.length), from = to - String(part).length;
    return from >= 0 && text.substring(from, to) === String(part);
  },
  'String.prototype.repeat': function (count) {
    if (!(count >= 0) || count * this.length > 16777216) { throw new RangeError('Invalid count value: ' + count); }
    return new Array(Math.floor(count) + 1).join(this);
  },
  'String.prototype.padStart': function (length, filler) {
    var text = String(this), fill = filler === undefined ? ' ' : String(filler), missing = Math.floor(length) - text.length;
    if (!(missing > 0) || fill === '') { return text; }
    if (missing > 16777216) { throw new RangeError('Invalid string length'); }
    return new Array(Math.ceil(missing / fill.length) + 1).join(fill).slice(0, missing) + text;
  },
  'String.prototype.padEnd': function (length, filler) {
    var text = String(this), fill = filler === undefined ? ' ' : String(filler), missing = Math.floor(length) - text.length;
    if (!(missing > 0) || fill === '') { return text; }
    if (missing > 16777216) { throw new RangeError('Invalid string length'); }
    return text + new Array(Math.ceil(missing / fill.length) + 1).join(fill).slice(0, missing);
  },
  'String.prototype.trimStart': function () { var text = String(this), all = text.trim(); return all === '' ? '' : text.slice(text.indexOf(all)); },
  'String.prototype.trimEnd': function () { var text = String(this), all = text.trim(); return all === '' ? '' : text.slice(0, text.indexOf(all) + all.length); },
  'String.prototype.replaceAll': function (what, by) {
    if (Object.prototype.toString.call(what) === '[object RegExp]') {
      if (!what.global) { throw new TypeError('replaceAll must be called with a global RegExp'); }
      return String(this).replace(what, by);
    }
    var text = String(this), part = String(what), result = '', from = 0, at = text.indexOf(part);
    while (at >= 0) {
      result += text.slice(from, at) + (typeof by === 'function' ? by(part, at, text) : String(by).split('$$').join('$').split('$&').join(part));
      from = at + part.length;
      at = text.indexOf(part, part === '' ? from + 1 : from);
      if (part === '' && from >= text.length) { break; }
      if (part === '') { result += text.charAt(from); from++; at = from <= text.length ? from : -1; }
    }
    return result + text.slice(from);
  },
  'String.prototype.at': function (index) {
    var at = index < 0 ? Math.ceil(index) : Math.floor(Number(index)) || 0, text = String(this), place = at < 0 ? text.length + at : at;
    return place >= 0 && place < text.length ? text.charAt(place) : undefined;
  },
  'String.prototype.codePointAt': function (index) {
    var at = index || 0, text = String(this), first = text.charCodeAt(at), second = text.charCodeAt(at + 1);
    if (first !== first) { return undefined; }
    return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000 ? (first - 0xd800) * 0x400 + second - 0xdc00 + 0x10000 : first;
  },
  'String.prototype.matchAll': function (pattern) {
    if (!pattern.global) { throw new TypeError('matchAll must be called with a global RegExp'); }
    var text = String(this), own = new RegExp(pattern.source, 'g' + (pattern.ignoreCase ? 'i' : '') + (pattern.multiline ? 'm' : ''));
    return iterator(function () {
      var match = own.exec(text);
      if (match && match[0] === '') { own.lastIndex++; }
      return match ? [match] : undefined;
    });
  },

  'Number.isInteger': function (value) { return typeof value === 'number' && isFinite(value) && Math.floor(value) === value; },
  'Number.isSafeInteger': function (value) { return typeof value === 'number' && Math.floor(value) === value && Math.abs(value) <= 9007199254740991; },
  'Number.isFinite': function (value) { return typeof value === 'number' && isFinite(value); },
  'Number.isNaN': function (value) { return value !== value; },
  'Number.parseInt': function (text, radix) { return parseInt(text, radix); },
  'Number.parseFloat': function (text) { return parseFloat(text); },
  'Number.MAX_SAFE_INTEGER': 9007199254740991,
  'Number.MIN_SAFE_INTEGER': -9007199254740991,
  'Number.EPSILON': 2.220446049250313e-16,

  'Math.trunc': function (value) { return value < 0 ? Math.ceil(value) : Math.floor(value); },
  'Math.sign': function (value) { var number = Number(value); return number > 0 ? 1 : number < 0 ? -1 : number; },
  'Math.cbrt': function (value) { var root = Math.pow(Math.abs(value), 1 / 3), whole = Math.round(root); root = whole * whole * whole === Math.abs(value) ? whole : root; return value < 0 ? -root : root; },
  'Math.log2': function (value) { var log = Math.log(value) / Math.LN2, whole = Math.round(log); return Math.pow(2, whole) === Number(value) ? whole : log; },
  'Math.log10': function (value) { var log = Math.log(value) / Math.LN10, whole = Math.round(log); return Math.pow(10, whole) === Number(value) ? whole : log; },
  'Math.hypot': function () { return Math.sqrt(Array.prototype.reduce.call(arguments, function (sum, value) { return sum + value * value; }, 0)); },
  'Math.clz32': function (value) { var bits = value >>> 0; return bits === 0 ? 32 : 31 - Math.floor(Math.log(bits) / Math.LN2 + 1e-9); },
  'Math.imul': function (a, b) { return (((a >>> 16) * (b & 0xffff) << 16) + (a & 0xffff) * (b & 0xffff)) | 0; }
})
