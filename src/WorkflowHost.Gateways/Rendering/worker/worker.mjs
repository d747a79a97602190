// Typesets documents: one JSON request per line on stdin, one JSON answer per line on stdout, complaints on stderr.
//   request  { "id": 1, "template": "beijing/rectification-order", "data": { … } }
//   answer   { "id": 1, "pdf": "<base64>", "templateHash": "<sha-256>" }  or  { "id": 1, "refused": "<message in Chinese>" }
// The first line says { "ready": true } or { "fatal": "<message in Chinese>" }. The only argument is a JSON object:
//   { "templates": folder, "fontFolders": [bureau's folders, first wins], "fonts": { role: [family, …] } }
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { dataProblems } from './data-problems.mjs';

const settings = JSON.parse(process.argv[2]);
const root = path.resolve(settings.templates);
const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules', '@expo-google-fonts');
const standard = 'a-2a';
const cacheAge = 10;

const compiler = NodeCompiler.create({
  workspace: root,
  fontArgs: [{
    fontPaths: [
      ...settings.fontFolders,
      path.join(root, 'fonts'),
      path.join(modules, 'noto-serif-sc', '400Regular'),
      path.join(modules, 'noto-serif-sc', '700Bold'),
      path.join(modules, 'noto-sans-sc', '500Medium'),
    ],
  }],
});

const answer = line => process.stdout.write(`${JSON.stringify(line)}\n`);

function compile(file, source, inputs) {
  compiler.addSource(file, source);
  const result = compiler.compile({ mainFilePath: file, inputs: { ...inputs, fonts: JSON.stringify(settings.fonts) } });
  const warnings = result.takeWarnings();
  const error = result.hasError() ? result.takeError() : null;
  return {
    document: error ? null : result.result,
    errors: (error ? compiler.fetchDiagnostics(error) : []).filter(found => found.message !== 'import'),
    unknownFonts: (warnings ? compiler.fetchDiagnostics(warnings) : [])
      .filter(warning => warning.message.startsWith('unknown font family')),
  };
}

function describe(diagnostic) {
  const file = path.relative(root, diagnostic.path || root).split(path.sep).join('/');
  const line = diagnostic.range ? `第 ${diagnostic.range.start.line + 1} 行` : '';
  return `${file} ${line}：${diagnostic.message}`;
}

/// Every family of the stacks in gongwen.typ must really be there: Typst itself only warns and falls back.
function missingFonts() {
  const probe = compile(path.join(root, '.font-check.typ'),
    '#import "/gongwen.typ": font-families\n#for family in font-families { text(font: family, fallback: false)[中] }', {});
  return [...probe.errors, ...probe.unknownFonts].map(found =>
    found.message.startsWith('unknown font family')
      ? `缺少字体 ${found.message.slice('unknown font family:'.length).trim()}`
      : describe(found));
}

/// What Typst says while it writes PDF/A arrives in the debug form of Rust; a character without a font is found there.
function exportProblem(debugForm) {
  const said = [...debugForm.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map(match => match[1].replace(/\\(.)/g, '$1'));
  const missing = said
    .flatMap(message => [...message.matchAll(/the text `"(.*?)"` could not be displayed/g)])
    .flatMap(match => [...match[1].replace(/\\u\{([0-9a-f]+)\}/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))]);
  if (missing.length > 0) {
    const named = [...new Set(missing)].map(character =>
      `“${character}”（U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}）`);
    return `没有字体能显示字符 ${named.join('、')}`;
  }
  return `不能写成 PDF：${said.length > 0 ? said.join('；') : debugForm}`;
}

/// SHA-256 of the template and of every file of the folder that it imports, each once, in the order of reading: what a
/// document looked like can be told from it. For each file: its path in the folder, a zero byte, its bytes, a zero byte.
function hashOf(template) {
  const hash = createHash('sha256');
  const seen = new Set();
  const read = file => {
    if (seen.has(file) || !existsSync(file)) {
      return;
    }
    seen.add(file);
    const bytes = readFileSync(file);
    hash.update(path.relative(root, file)).update('\0').update(bytes).update('\0');
    for (const [, imported] of bytes.toString('utf8').matchAll(/#(?:import|include)\s*"([^"]+\.typ)"/g)) {
      read(imported.startsWith('/') ? path.join(root, imported) : path.resolve(path.dirname(file), imported));
    }
  };
  read(template);
  return hash.digest('hex');
}

function render({ id, template, data }) {
  const file = path.join(root, `${template}.typ`);
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(template) || !existsSync(file)) {
    return { id, refused: `没有文书模板 ${template}` };
  }
  const problems = dataProblems(root, template, data);
  if (problems.length > 0) {
    return { id, refused: `文书数据有误：${problems.join('；')}` };
  }
  const { document, errors, unknownFonts } = compile(file, readFileSync(file, 'utf8'), { data: JSON.stringify(data) });
  const wrong = errors.length > 0 ? errors : unknownFonts;
  if (wrong.length > 0) {
    return { id, refused: `文书模板有误：${wrong.map(describe).join('；')}` };
  }
  try {
    const issued = Date.parse(`${data.document.date}T00:00:00Z`) / 1000;
    const pdf = compiler.pdf(document, { pdfStandard: standard, creationTimestamp: issued });
    return { id, pdf: pdf.toString('base64'), templateHash: hashOf(file) };
  } catch (error) {
    return { id, refused: exportProblem(error.message) };
  } finally {
    compiler.evictCache(cacheAge);
  }
}

const missing = missingFonts();
if (missing.length > 0) {
  answer({ fatal: missing.join('；') });
  process.exitCode = 1;
} else {
  answer({ ready: true });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    answer(render(JSON.parse(line)));
  }
}
