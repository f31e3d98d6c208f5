// Prints random TwiML documents made with the official SDK's builders, as JSON lines {"product", "xml"}. The builders'
// own declarations (lib/twiml/*.d.ts) say which methods, attributes and values there are; all are used. Where the types
// only say string or number, values follow Twilio's documentation. The last line is {"used", "missing"}: how many
// elements, attributes and values were used, and which never were.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import twilio from 'twilio';

import { options } from './options.mjs';
import { Random } from './random-requests.mjs';

const given = options({ seed: '1', count: '2000' }, 'usage: random-twiml.mjs [--seed N] [--count N]');
const random = new Random(Number(given.seed));
const folder = path.dirname(createRequire(import.meta.url).resolve('twilio/package.json'));

// ---- What the declarations say

function declarations(file) {
    const text = fs.readFileSync(path.join(folder, 'lib/twiml', file), 'utf8');
    const types = {}, attributes = {}, methods = {};
    for (const [, name, body] of text.matchAll(/^\s*(?:export )?type (\w+) = ([^;]+);/gm)) {
        types[name] = [...body.matchAll(/"([^"]*)"/g)].map(found => found[1]);
    }
    for (const [, name, body] of text.matchAll(/^\s*(?:export )?interface (\w+)Attributes \{([\s\S]*?)^\s*\}/gm)) {
        attributes[name] = [...body.matchAll(/^\s*"?([\w:.-]+)"?\?: ([^;]+);/gm)].map(found => [found[1], found[2]]);
    }
    for (const [, , name, body] of text.matchAll(/^([ \t]*)(?:export |declare )*class (\w+) extends TwiML \{([\s\S]*?)^\1\}/gm)) {
        methods[name] = {};
        for (const [, method, parameters, child] of body.matchAll(/^\s*(\w+)\(([^)]*)\): (?:\w+\.)?(\w+);/gm)) {
            const content = parameters.split(', ').map(one => one.split(/\??:/)[0]).find(one => one && one !== 'attributes');
            if (child !== 'XMLElement') methods[name][method] = { child, content: content ?? methods[name][method]?.content };
        }
    }
    return { types, attributes, methods };
}

// ---- Values

const words = ['Hello', 'world', 'Fish & chips', '1 < 2', 'say "hi"', "it's", 'naïve', '日本', '👍🏽', '100 %', 'a > b'];
const text = () => Array.from({ length: 1 + random.below(6) }, () => random.pick(words)).join(' ');
const url = () => random.pick(['https://example.com/voice', 'https://example.com:8443/a?b=1&c=2', '/next', 'next.xml?x=1', 'https://münchen.example.com/ü']);
const number = () => '+1' + (2000000000 + random.below(7999999999));
const between = (low, high) => low + random.below(high - low + 1);
const sid = prefix => prefix + random.hex(32);

// Strings and numbers that are not any string or number; by "Class.attribute", then by attribute.
const special = {
    maxParticipants: () => between(1, 250), loop: () => between(0, 9), length: () => between(1, 60), maxLength: () => between(2, 120),
    machineDetectionTimeout: () => between(3, 59), machineDetectionSpeechThreshold: () => between(1000, 6000),
    machineDetectionSpeechEndThreshold: () => between(500, 5000), machineDetectionSilenceTimeout: () => between(2000, 10000),
    maxQueueSize: () => between(1, 1000), maxAttempts: () => between(1, 3), chargeAmount: () => '20.45', machineDetection: () => random.pick(['Enable', 'DetectMessageEnd']),
    callerId: number, from: number, to: number, byoc: () => sid('BY'), coach: () => sid('CA'), workflowSid: () => sid('WW'),
    reservationSid: () => sid('WR'), postWorkActivitySid: () => sid('WA'), serviceInstanceSid: () => sid('IS'),
    sendDigits: () => 'wwww1928#', digits: () => 'w1A*#', finishOnKey: () => random.pick(['#', '*', '1']), speechTimeout: () => random.pick(['auto', '3']),
    time: () => random.pick(['500ms', '2s', '0.5s']), speechModel: () => 'phone_call', hints: () => 'this is a phrase, keyword1', name: () => 'name-' + random.below(99),
    'Stream.url': () => 'wss://example.com/audio', 'ConversationRelay.url': () => 'wss://example.com/relay',
    'ConversationRelay.interruptible': () => random.pick(['any', 'none', 'true']), 'ConversationRelay.welcomeGreetingInterruptible': () => random.pick(['any', 'speech', 'false']),
    'ConversationRelay.reportInputDuringAgentSpeech': () => 'dtmf', interruptSensitivity: () => random.pick(['low', 'medium', 'high']),
    ttsProvider: () => random.pick(['Google', 'Amazon', 'ElevenLabs']), transcriptionProvider: () => random.pick(['Google', 'Deepgram']),
    elevenlabsTextNormalization: () => random.pick(['on', 'auto', 'off']), 'ConversationRelay.debug': () => 'debugging', 'ConversationRelay.language': () => 'en-US',
    'Pay.action': () => 'https://example.com/pay', 'Recording.recordingStatusCallback': () => 'https://example.com/recorded', method: () => random.pick(['GET', 'POST']),
    'Pay.method': () => 'POST',
};
const contents = {
    number, phoneNumber: number, url, sipUrl: () => 'sip:jack@example.com', applicationSid: () => sid('AP'), sid: () => sid('AP'), simSid: () => sid('DE'),
    'Task.body': () => JSON.stringify({ type: text() }), clientIdentity: () => 'joey', name: () => 'Support ' + random.below(99),
};

const used = new Set(), declared = new Set();
const turns = {};
/** The values of a type one after another, so that none is left out. */
function turn(name, values) {
    turns[name] = (turns[name] ?? -1) + 1;
    const value = values[turns[name] % values.length];
    used.add(`${name}=${value}`);
    return value;
}

function valueOf(cls, name, type, types) {
    const made = special[`${cls}.${name}`] ?? special[name];
    const isList = type.endsWith('[]');
    const bare = isList ? type.slice(0, -2) : type;
    if (types[bare]) return isList ? Array.from({ length: 1 + random.below(3) }, () => turn(bare, types[bare])) : turn(bare, types[bare]);
    if (bare === 'boolean') return random.chance(0.5);
    if (made) return made();
    if (bare === 'number') return isList ? [1, 2] : between(1, 30);
    if (/Method$/.test(name)) return random.pick(['GET', 'POST']);
    return /^(action|url)$|(Url|Callback)$/.test(name) ? url() : text();
}

// Attributes without which an element means nothing, and those that do not go together.
const always = {
    Stream: ['url'], ConversationRelay: ['url'], Parameter: ['name', 'value'], Header: ['name'], Config: ['name'], Language: ['code'],
    SsmlSayAs: ['interpret-as'], SsmlPhoneme: ['ph'], SsmlSub: ['alias'], SsmlLang: ['xml:lang'],
};
const never = { Play: parent => parent === 'Gather' ? ['digits'] : [] };

function attributesFor(cls, parent, api) {
    const all = {};
    const left = never[cls]?.(parent) ?? [];
    for (const [name, type] of api.attributes[cls] ?? []) {
        if (left.includes(name) || !(always[cls]?.includes(name) || random.chance(/^(voice|language)$/.test(name) ? 0.95 : 0.35))) continue;
        all[name] = valueOf(cls, name, type, api.types);
        used.add(`${cls}.${name}`);
    }
    return all;
}

// Elements that say it in text or in elements inside, and those that do nothing without one inside.
const needInside = ['Start', 'Stop', 'Connect', 'Refer', 'Headers'];
const either = ['Dial', 'Client', 'Application'];

function contentFor(cls, content, inside) {
    if (!content || (either.includes(cls) && inside) || (cls === 'Message' && inside)) return undefined;
    return (contents[`${cls}.${content}`] ?? contents[content] ?? text)();
}

function fill(node, cls, api, depth, limit) {
    const methods = Object.keys(api.methods[cls] ?? {});
    for (let i = 0; i < limit && methods.length > 0; ++i) {
        let method = turnOf(cls, methods);
        // A conference goes with no other noun (13000).
        if (cls === 'Dial' && method === 'conference') {
            if (i === 0) return add(node, cls, method, api, depth);
            method = 'number';
        }
        add(node, cls, method, api, depth);
    }
}
const methodTurns = {};
function turnOf(cls, methods) {
    methodTurns[cls] = (methodTurns[cls] ?? -1) + 1;
    return methods[(methodTurns[cls] + random.below(2)) % methods.length];
}

function add(node, cls, method, api, depth) {
    const { child, content } = api.methods[cls][method];
    const hasChildren = Object.keys(api.methods[child] ?? {}).length > 0;
    const inside = hasChildren && depth < 4 && (needInside.includes(child) || random.chance(0.6)) ? 1 + random.below(child === 'Say' ? 4 : 2) : 0;
    const made = node[method](attributesFor(child, cls, api), contentFor(child, content, inside > 0));
    used.add(child);
    fill(made, child, api, depth + 1, inside);
}

function declare(api, root) {
    for (const children of Object.values(api.methods)) {
        for (const { child } of Object.values(children)) {
            declared.add(child);
            for (const [name, type] of api.attributes[child] ?? []) {
                declared.add(`${child}.${name}`);
                const bare = type.replace('[]', '');
                for (const value of api.types[bare] ?? []) declared.add(`${bare}=${value}`);
            }
        }
    }
    return { api, root };
}

const voice = declare(declarations('VoiceResponse.d.ts'), 'VoiceResponse');
const messaging = declare(declarations('MessagingResponse.d.ts'), 'MessagingResponse');
const missing = () => [...declared].filter(one => !used.has(one));
const count = Number(given.count);
// More than asked for, while some value did not come up yet.
for (let i = 0; i < count || (missing().length > 0 && i < 8 * count); ++i) {
    const isVoice = i % 5 !== 0;
    const { api, root } = isVoice ? voice : messaging;
    const response = new twilio.twiml[root]();
    if (random.chance(0.1)) response.commentBefore('made by a test');
    if (random.chance(0.1)) response.comment('made by a test');
    fill(response, root, api, 0, 1 + random.below(6));
    process.stdout.write(JSON.stringify({ product: isVoice ? 'voice' : 'messaging', xml: response.toString() }) + '\n');
}
process.stdout.write(JSON.stringify({ used: used.size, missing: missing() }) + '\n');
