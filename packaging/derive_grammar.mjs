#!/usr/bin/env node
// Derives resources/twiml/grammar.json: what the official npm package `twilio` declares of TwiML, and the facts of
// packaging/twiml_facts.mjs over it.
//
//   node packaging/derive_grammar.mjs [--check] [PACKAGE [OUT]]
//
// PACKAGE is the folder of the package (default: the one that `npm ci` installs in tests/support/twilio-sdk). --check
// writes nothing and fails when OUT is not what would be written. The package's files are generated, regular enough to
// be read line by line.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {addFacts} from './twiml_facts.mjs';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

// ---- Reading the package

function classBodies(source, pattern) {
  return [...source.matchAll(pattern)].map(match => ({name: match[2], lines: match[3].split('\n')}));
}

// name -> {attribute: type as TypeScript writes it}
function attributesOf(declarations) {
  const all = {};
  for (const [, name, body] of declarations.matchAll(/^\s*(?:export )?interface (\w+)Attributes \{([\s\S]*?)^\s*\}/gm)) {
    const attributes = all[name] ??= {};
    for (const [, attribute, type] of body.matchAll(/\*\/\s*("?[\w:.-]+"?)\??:\s*([^;]+);/g))
      attributes[attribute.replace(/"/g, '')] = type.trim();
  }
  return all;
}

// name -> {method: [signatures]}
function methodsOf(declarations) {
  const all = {};
  const classes = /^([ \t]*)(?:export )?(?:declare )?class (\w+) extends TwiML \{([\s\S]*?)^\1\}/gm;
  for (const {name, lines} of classBodies(declarations, classes)) {
    const methods = all[name] = {};
    for (const line of lines) {
      const found = /^\s*(\w+)\(([^)]*)\): (?:\w+\.)?\w+;/.exec(line);
      if (found) (methods[found[1]] ??= []).push(found[2]);
    }
  }
  return all;
}

// name -> [{method, child, tag, content}]: which method of a class adds which element; content is the argument that
// becomes its text.
function childrenOf(code) {
  const all = {};
  for (const {name, lines} of classBodies(code, /^([ \t]*)class (\w+) extends \w+\.default \{([\s\S]*?)^\1\}/gm)) {
    all[name] = [];
    let method = null;
    for (const line of lines) {
      method = /^\s*(\w+)\([^)]*\) \{$/.exec(line)?.[1] ?? method;
      const made = /return new \w+\.(\w+)\(this\.\w+\.ele\("([^"]+)", attributes(?:, (\w+))?\)\)/.exec(line);
      if (made) all[name].push({method, child: made[1], tag: made[2], content: made[3]});
    }
  }
  return all;
}

function enumsOf(declarations) {
  const all = {};
  for (const [, name, body] of declarations.matchAll(/^\s*(?:export )?type (\w+) = ([^;]+);/gm))
    all[name] = [...body.matchAll(/"([^"]*)"/g)].map(value => value[1]);
  return all;
}

function attributeRule(name, declared, enums) {
  const isList = declared.endsWith('[]');
  const type = isList ? declared.slice(0, -2) : declared;
  const rule = {type: 'text'};
  if (type === 'boolean') rule.type = 'boolean';
  else if (type === 'number') rule.type = 'integer';
  else if (type !== 'string' && !enums[type]) throw new Error(`${name}: what is ${type}?`);
  else if (enums[type] && String(enums[type]) !== 'GET,POST') Object.assign(rule, {type: 'enum', enum: type});
  else if (/^method$|Method$/.test(name)) Object.assign(rule, {type: 'enum', values: ['GET', 'POST'], default: 'POST'});
  else if (/^(action|url)$|(Url|Callback)$/.test(name)) rule.type = 'url';
  else if (/Sid$|^byoc$/.test(name)) rule.type = 'sid';
  if (isList) rule.list = ' '; // the package joins arrays with a blank
  if (rule.type === 'url' && /Callback(Url)?$/.test(name)) rule.callback = true;
  return rule;
}

// The text of an element: allowed when a method has an argument for it, needed when no signature leaves it out.
function textRule(edge, signatures) {
  if (!edge.content) return null;
  const optional = signatures.some(text => text === '' || new RegExp(`\\b${edge.content}\\?:`).test(text));
  return optional ? {} : {required: true};
}

function readResponse(folder, product, rootClass, grammar) {
  const read = suffix => fs.readFileSync(path.join(folder, 'lib/twiml', rootClass + suffix), 'utf8');
  const declarations = read('.d.ts');
  const enums = enumsOf(declarations), attributes = attributesOf(declarations), methods = methodsOf(declarations);
  const children = childrenOf(read('.js'));
  const id = name => `${product}.${name === rootClass ? 'Response' : name}`;
  const add = (name, tag, kind) => grammar.elements[id(name)] ??= {
    tag, product, kind, attributes: Object.fromEntries(Object.entries(attributes[name] ?? {}).sort(([a], [b]) => a < b ? -1 : 1)
      .map(([attribute, type]) => [attribute, attributeRule(attribute, type, enums)])), children: [],
  };
  Object.assign(grammar.enums, enums);
  add(rootClass, 'Response', 'root');
  for (const [parent, edges] of Object.entries(children))
    for (const edge of edges) {
      const kind = edge.child.startsWith('Ssml') ? 'markup' : children[rootClass].some(e => e.child === edge.child) ? 'verb' : 'noun';
      const element = add(edge.child, edge.tag, kind);
      const text = textRule(edge, methods[parent][edge.method]);
      if (text) element.text = element.text && !element.text.required ? element.text : text;
    }
  for (const [parent, edges] of Object.entries(children))
    grammar.elements[id(parent)].children = edges.map(edge => id(edge.child));
}

function derive(folder) {
  const {version} = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const grammar = {source: `npm twilio ${version} lib/twiml, and packaging/twiml_facts.mjs`, enums: {}, elements: {}};
  readResponse(folder, 'voice', 'VoiceResponse', grammar);
  readResponse(folder, 'messaging', 'MessagingResponse', grammar);
  addFacts(grammar);
  return grammar;
}

// ---- Writing: one attribute a line, so that a change is a readable difference

function asText(grammar) {
  const json = value => JSON.stringify(value);
  const lines = (object, indent) => Object.entries(object).map(([k, v]) => `${indent}${json(k)}: ${json(v)}`).join(',\n');
  const elements = Object.entries(grammar.elements).map(([id, {attributes, ...rest}]) => {
    const inner = lines(attributes, '    ');
    return `  ${json(id)}: {\n${lines(rest, '   ')},\n   "attributes": {${inner ? `\n${inner}\n   ` : ''}}\n  }`;
  });
  return `{\n "source": ${json(grammar.source)},\n "enums": {\n${lines(grammar.enums, '  ')}\n },\n "elements": {\n${elements.join(',\n')}\n }\n}\n`;
}

const options = process.argv.slice(2).filter(argument => argument !== '--check');
const folder = options[0] ?? path.join(ROOT, 'tests/support/twilio-sdk/node_modules/twilio');
const out = options[1] ?? path.join(ROOT, 'resources/twiml/grammar.json');
const text = asText(derive(folder));
if (!process.argv.includes('--check')) {
  fs.writeFileSync(out, text);
} else if (!fs.existsSync(out) || fs.readFileSync(out, 'utf8') !== text) {
  const old = fs.existsSync(out) ? fs.readFileSync(out, 'utf8').split('\n') : [];
  const place = text.split('\n').findIndex((line, i) => line !== old[i]);
  console.error(`${out} is not what the package and the facts give; first in line ${place + 1}:\n- ${old[place]}\n+ ${text.split('\n')[place]}`);
  process.exitCode = 1;
} else {
  const elements = Object.values(JSON.parse(text).elements);
  console.log(`${elements.length} elements, ${elements.reduce((n, e) => n + Object.keys(e.attributes).length, 0)} attributes: as derived`);
}
