// Checks a document's data against the JSON Schema beside its template and says in Chinese what is wrong where.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const checked = new Map();

function isDate(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) {
    return false;
  }
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

/// One compiled check per template, made anew when a schema file changes.
function checkFor(root, template) {
  const common = path.join(root, 'common.schema.json');
  const own = path.join(root, `${template}.schema.json`);
  const files = [common, own].filter(existsSync);
  const state = files.map(file => `${file} ${statSync(file).mtimeMs}`).join('\n');
  const known = checked.get(template);
  if (known?.state === state) {
    return known.check;
  }
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  ajv.addFormat('date', isDate);
  if (existsSync(common)) {
    ajv.addSchema(JSON.parse(readFileSync(common, 'utf8')));
  }
  const check = ajv.compile(JSON.parse(readFileSync(own, 'utf8')));
  checked.set(template, { state, check });
  return check;
}

const dotted = (pointer, child) => [...pointer.split('/').slice(1), ...(child ? [child] : [])].join('.');

function titled(error, name) {
  const schema = name ? error.parentSchema?.properties?.[name] : error.parentSchema;
  return schema?.title ? `（${schema.title}）` : '';
}

function say(error) {
  const where = dotted(error.instancePath);
  const missing = error.params.missingProperty;
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return `缺少 ${dotted(error.instancePath, missing)}${titled(error, missing)}`;
    case 'type':
      return `${where} 的类型不对，应为 ${error.params.type}`;
    case 'enum':
      return `${where} 应为 ${error.params.allowedValues.join('、')} 之一`;
    case 'format':
      return `${where} 不是日期（应为 2026-09-16 这样的形式）`;
    case 'pattern':
      return error.params.pattern === '\\S' ? `${where} 不能是空白` : `${where} 不符合规定的格式`;
    case 'minItems':
      return `${where} 至少要有 ${error.params.limit} 项`;
    default:
      return `${where} 不符合要求（${error.message}）`;
  }
}

/// The problems, none when the data fits. A template without a schema is a problem: nothing would vouch for its data.
export function dataProblems(root, template, data) {
  if (!existsSync(path.join(root, `${template}.schema.json`))) {
    return [`模板 ${template} 没有数据说明（${template}.schema.json）`];
  }
  let check;
  try {
    check = checkFor(root, template);
  } catch (error) {
    return [`模板 ${template} 的数据说明有误：${error.message}`];
  }
  return check(data) ? [] : check.errors.filter(error => error.keyword !== 'if').map(say);
}
