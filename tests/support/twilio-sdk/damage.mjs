// Requests as Twilio makes them, and the ways in which they get damaged before a signature is checked. Each damage takes a
// copy of a request and changes what arrives, never what was signed; it returns false when it does not apply.
import { readFileSync } from 'node:fs';

const templates = JSON.parse(readFileSync(new URL('../../../resources/twilio/templates.json', import.meta.url), 'utf-8'));

const texts = [
    'Hello from Twilio', "it's 5+5 = 10, ok?", 'Grüße aus Köln', 'naïve café', '100% sure', 'two\nlines of\ntext', 'a & b; c=d',
    'Is my "order" there?', 'お元気ですか', '😀 thanks', 'yes',
];

/** A request that Twilio could send: {method, scheme, userinfo, host, port, path, query, form, json, ...}. */
export function genuineRequest(random, kind) {
    const forms = templates.filter((t) => t.method === 'POST' && t.params?.length > 3 &&
        /^(sms|mms|message|call|gather|recording|conference|voice)/.test(t.name));
    const template = random.pick(forms);
    const request = {
        method: 'POST', scheme: 'https', userinfo: '', host: random.pick(['hooks.example.com', 'shop.example.org', 'a1b2c3.ngrok.app']),
        port: '', path: random.pick(['/sms', '/voice/incoming', '/webhooks/twilio', '/api/v2/hook.php', '/x']),
        query: random.chance(0.3) ? random.pick(['?shop=7', '?b=2&a=1&c=3', '?name=Jo+Doe&x=%2B1', "?t=it's&q=a%20b"]) : '',
        fragment: '', form: null, json: null, headers: [], otherUrls: [], contentType: '', signature: null, upgrade: false,
    };
    if (kind === 'json') {
        const event = { specversion: '1.0', id: 'EZ' + random.hex(32), type: 'com.twilio.messaging.message.sent',
            data: { n: random.below(1000), text: random.pick(texts), list: [1, null, { a: '/b/' }] } };
        request.json = JSON.stringify([event]);
        request.contentType = 'application/json';
        return request;
    }
    if (kind === 'get' || kind === 'websocket') {
        request.method = 'GET';
        request.query = kind === 'websocket' ? '' : '?' + new URLSearchParams(template.params.map(([n, v]) => [n, fresh(random, n, v)]));
        return request;
    }
    request.contentType = 'application/x-www-form-urlencoded';
    request.form = template.params.map(([name, value]) => [name, fresh(random, name, value)]);
    const set = (name, value) => {
        request.form = request.form.filter(([n]) => n !== name);
        request.form.push([name, value]);
    };
    if (kind === 'text') {
        set('Body', random.pick(texts));
    }
    if (kind === 'group') {
        set('Body', random.pick(texts));
        for (let i = 0; i < 2 + random.below(2); ++i) {
            request.form.push(['MessagingBinding.Address', '+1555555' + String(9000 - i * 17 + random.below(10))]);
        }
    }
    return request;
}

function fresh(random, name, value) {
    if (/Sid$/.test(name) && /^[A-Z]{2}[0-9a-f]{32}$/.test(value) && name !== 'AccountSid') {
        return value; // twins such as SmsSid and MessageSid stay equal
    }
    return name === 'Body' ? random.pick(texts) : value;
}

export const urlOf = (r) => r.scheme + '://' + r.userinfo + r.host + r.port + r.path + r.query;
const has = (r, name) => r.form.some(([n]) => n === name);
const mapValues = (r, change) => {
    let changed = false;
    r.form = r.form?.map(([n, v]) => {
        const next = change(v, n);
        changed ||= next !== v;
        return [n, next];
    });
    return changed;
};
const rename = (r, change) => {
    let changed = false;
    r.form = r.form?.map(([n, v]) => {
        changed ||= change(n) !== n;
        return [change(n), v];
    });
    return changed;
};
const bodyEdit = (r, change) => {
    const at = r.form?.findIndex(([n]) => n === 'Body') ?? -1;
    if (at < 0 || change(r.form[at][1]) === r.form[at][1]) {
        return false;
    }
    r.form[at] = ['Body', change(r.form[at][1])];
    return true;
};

/** Damages by cause: {rare: too odd to come with another, kind: of request, prepare(request, random): before signing, apply(request, random): on the way}. */
export const damages = {
    scheme: [{ apply: (r) => { r.scheme = { https: 'http', wss: 'ws' }[r.scheme] ?? 'https'; } }],
    host: [{
        apply: (r, random) => {
            r.headers.push([random.pick(['X-Host', 'X-Forwarded-Server', 'X-Original-Host']), r.host]);
            r.host = random.pick(['app', 'localhost', '10.0.0.7']);
        },
    }],
    port: [
        { prepare: (r) => { r.port = ':8443'; }, apply: (r) => { r.headers.push(['X-Forwarded-Port', '8443']); r.port = ''; } },
        { prepare: (r) => { r.port = ':3000'; }, apply: (r) => { r.port = ':9999'; } },
    ],
    'host-form': [
        { apply: (r) => { r.host = r.host.toUpperCase(); } },
        { prepare: (r) => { r.host = 'xn--bcher-kva.example'; }, apply: (r) => { r.host = 'bücher.example'; } },
    ],
    'other-url': [{
        apply: (r) => {
            r.otherUrls.push('https://unused.example', r.scheme + '://' + r.host + r.port);
            r.host = 'new-tunnel.example';
        },
    }],
    userinfo: [{
        prepare: (r) => { r.userinfo = 'me:pass@'; },
        apply: (r) => { r.userinfo = ''; r.headers.push(['Authorization', 'Basic ' + Buffer.from('me:pass').toString('base64')]); },
    }],
    path: [
        { apply: (r) => { r.path = r.path + '/'; } },
        { prepare: (r) => { r.path = r.path + '/'; }, apply: (r) => { r.path = r.path.slice(0, -1); } },
        { prepare: (r) => { r.path = '/shop' + r.path; }, apply: (r) => { r.path = r.path.slice(5); r.headers.push(['X-Forwarded-Prefix', '/shop']); } },
        { rare: true, apply: (r) => { r.headers.push(['X-Original-URI', r.path + r.query]); r.path = '/inner/handler'; } },
    ],
    'query-encoding': [
        { prepare: (r) => { r.query = '?name=Jo+Doe&x=1'; }, apply: (r) => { r.query = r.query.replaceAll('+', '%20'); } },
        { prepare: (r) => { r.query = '?x=%2B1&y=a%2Fb'; }, apply: (r) => { r.query = r.query.replaceAll('%2B', '%2b').replaceAll('%2F', '%2f'); } },
        { prepare: (r) => { r.query = '?t=a~b*c(d)!'; }, apply: (r) => { r.query = r.query.replaceAll('~', '%7E').replaceAll('*', '%2A').replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('!', '%21'); } },
        { prepare: (r) => { r.query = '?q=what%3F&u=a%2Cb'; }, apply: (r) => { r.query = '?q=what?&u=a,b'; } },
        { prepare: (r) => { r.query = '?empty&b=1'; }, apply: (r) => { r.query = '?empty=&b=1'; } },
    ],
    'query-order': [
        { prepare: (r) => { r.query = '?b=2&a=1&c=3'; }, apply: (r) => { r.query = '?a=1&b=2&c=3'; } },
        { prepare: (r) => { r.query = '?z=1&y=2&x=3&w=4&v=5&u=6&t=7'; }, apply: (r) => { r.query = '?t=7&z=1&y=2&x=3&w=4&v=5&u=6'; } },
    ],
    'query-missing': [
        { prepare: (r) => { r.query = '?shop=7&x=1'; }, apply: (r) => { r.headers.push(['X-Original-URI', r.path + r.query]); r.query = ''; } },
        { prepare: (r) => { r.query = '?shop=7&x=1'; }, apply: (r) => { r.otherUrls.push(urlOf(r)); r.query = ''; } },
        { prepare: (r) => { r.query = '?'; }, apply: (r) => { r.query = ''; } },
    ],
    fragment: [{ prepare: (r) => { r.fragment = '#rc=2&rt=3000'; }, apply: () => {} }],
    websocket: [
        { kind: 'websocket', prepare: (r) => { r.scheme = 'wss'; }, apply: (r) => { r.scheme = 'https'; } },
        { kind: 'websocket', prepare: (r) => { r.scheme = 'wss'; r.path += '/'; }, apply: (r) => { r.scheme = 'https'; r.path = r.path.slice(0, -1); } },
    ],
    'get-post-rule': [
        { kind: 'get', apply: (r) => { r.form = [...new URLSearchParams(r.query.slice(1))]; r.query = ''; r.method = 'POST'; r.contentType = 'application/x-www-form-urlencoded'; } },
        { kind: 'text', prepare: (r) => { r.query = ''; }, apply: (r) => { r.query = '?' + new URLSearchParams(r.form); r.form = null; r.method = 'GET'; r.contentType = ''; } },
        { kind: 'text', prepare: (r) => { r.signsUrlOnly = true; }, apply: () => {} },
    ],
    'content-type': [
        { apply: (r) => { r.contentType = 'text/plain'; } },
        { apply: (r) => { r.json = JSON.stringify(Object.fromEntries(r.form)); r.form = null; r.contentType = 'application/json'; } },
    ],
    'empty-dropped': [{
        prepare: (r, random) => {
            r.form = r.form.filter(([n]) => !/^(From|To|Caller|Called)(City|State|Zip)$/.test(n));
            r.form = r.form.map(([n, v]) => [n, v === '' ? 'x' : v]);
            for (const name of random.pick([['FromCity'], ['ToCity', 'ToZip'], ['FromCity', 'FromState', 'FromZip', 'ToCity', 'ToState', 'ToZip']])) {
                r.form.push([name, '']);
                const twin = name.replace('From', 'Caller').replace('To', 'Called'); // a call says it twice
                if (has(r, twin.match(/^Calle[rd]/)[0])) {
                    r.form.push([twin, '']);
                }
            }
        },
        apply: (r) => { r.form = r.form.filter(([, v]) => v !== ''); },
    }],
    duplicates: [
        { kind: 'group', apply: (r) => joinRepeated(r, ',') },
        { kind: 'group', prepare: (r) => { r.signsFirstOnly = true; }, apply: () => {} },
        { kind: 'group', prepare: (r) => { r.signsUnsorted = true; }, apply: () => {} },
    ],
    trimmed: [
        { kind: 'text', prepare: (r) => { bodyEdit(r, (v) => v + ' '); }, apply: (r) => bodyEdit(r, (v) => v.trim()) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, (v) => ' ' + v); }, apply: (r) => bodyEdit(r, (v) => v.trim()) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, (v) => v + '\n'); }, apply: (r) => bodyEdit(r, (v) => v.trim()) },
        { rare: true, kind: 'text', prepare: (r) => { bodyEdit(r, (v) => v.replaceAll('\n', ' ') + '\u00a0'); }, apply: (r) => bodyEdit(r, (v) => v.trim()) },
    ],
    'plus-space': [
        { apply: (r) => mapValues(r, (v) => (/^\+\d/.test(v) ? ' ' + v.slice(1) : v)) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'three words here'); }, apply: (r) => bodyEdit(r, (v) => v.replaceAll(' ', '+')) },
    ],
    'double-decoded': [
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'a & b = "c"'); }, apply: (r) => bodyEdit(r, encodeURIComponent) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => '5%2B5'); }, apply: (r) => bodyEdit(r, decodeURIComponent) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => "it's <b>"); }, apply: (r) => bodyEdit(r, (v) => v.replace("'", '&#39;').replace('<', '&lt;').replace('>', '&gt;')) },
    ],
    charset: [
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'Grüße, naïve café'); }, apply: (r) => { r.charset = 'latin1'; } },
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'Grüße, naïve café'); }, apply: (r) => bodyEdit(r, (v) => Buffer.from(v, 'utf-8').toString('latin1')) },
    ],
    'unicode-form': [
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'Grüße, naïve café'); }, apply: (r) => bodyEdit(r, (v) => v.normalize('NFD')) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'don’t “do” it'); }, apply: (r) => bodyEdit(r, (v) => v.replaceAll('’', "'").replaceAll(/[“”]/g, '"')) },
    ],
    newline: [
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'two\nlines\nhere'); }, apply: (r) => bodyEdit(r, (v) => v.replaceAll('\n', '\r\n')) },
        { kind: 'text', prepare: (r) => { bodyEdit(r, () => 'two\r\nlines'); }, apply: (r) => bodyEdit(r, (v) => v.replaceAll('\r\n', '\n')) },
    ],
    'params-added': [
        { apply: (r) => { r.form?.push(['_method', 'POST'], ['csrfmiddlewaretoken', 'abc']); return r.form !== null; } },
        { apply: (r) => { r.form?.push(['tenant', '7']); return r.form !== null; } },
    ],
    'params-removed': [
        { kind: 'text', prepare: addTwins, apply: (r) => { r.form = r.form.filter(([n]) => n !== 'SmsMessageSid' && n !== 'SmsSid'); } },
        { kind: 'text', prepare: addTwins, apply: (r) => { r.form = r.form.filter(([n]) => n !== 'ApiVersion'); } },
    ],
    'params-renamed': [
        { apply: (r) => rename(r, (n) => n.toLowerCase()) },
        { apply: (r) => rename(r, (n) => n.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('-', '_').toLowerCase()) },
        { kind: 'group', apply: (r) => rename(r, (n) => n.replaceAll('.', '_')) },
    ],
    'body-altered': [
        { kind: 'json', apply: (r) => { r.json += '\n'; } },
        { kind: 'json', apply: (r) => { r.json = JSON.stringify(JSON.parse(r.json), null, 2); } },
        { kind: 'json', apply: (r) => { r.json = JSON.stringify(JSON.parse(r.json), null, 4); } },
    ],
    'body-hash-missing': [{ kind: 'json', apply: (r) => { r.dropHash = true; } }],
    'wrong-key': [{ prepare: (r) => { r.signer = 'other'; }, apply: () => {} }],
    'shared-key': [{ prepare: (r) => { r.signer = 'shared'; }, apply: () => {} }],
    'header-damaged': [
        { apply: (r) => { r.header = (s) => encodeURIComponent(s); } },
        { apply: (r) => { r.header = (s) => s.slice(0, -1); } },
        { apply: (r) => { r.header = (s) => s.toLowerCase(); } },
        { apply: (r) => { r.header = (s) => s + ', ' + 'A'.repeat(27) + '='; } },
        { apply: (r) => { r.header = (s) => '"' + s + '"'; } },
        { apply: (r) => { r.header = (s) => Buffer.from(s, 'base64').toString('hex'); } },
        { apply: (r) => { r.header = (s) => s.slice(0, 22); } },
    ],
    'default-port': [{ only: 'scheme', prepare: (r) => { r.port = ':443'; }, apply: (r) => { r.port = ''; } }],
};

function addTwins(r) {
    r.form = r.form.filter(([n]) => !['MessageSid', 'SmsSid', 'SmsMessageSid', 'ApiVersion'].includes(n));
    const sid = 'SM' + '0'.repeat(31) + '1';
    r.form.push(['MessageSid', sid], ['SmsSid', sid], ['SmsMessageSid', sid], ['ApiVersion', '2010-04-01']);
}

function joinRepeated(r, separator) {
    const values = new Map();
    for (const [name, value] of r.form) {
        values.set(name, values.has(name) ? values.get(name) + separator + value : value);
    }
    r.form = [...values];
}

/** Causes that are likely to come together. */
export const pairs = [
    ...['port', 'default-port', 'host', 'host-form', 'path', 'query-encoding', 'query-order', 'trimmed', 'empty-dropped', 'plus-space',
        'double-decoded', 'charset', 'unicode-form', 'newline', 'params-added', 'params-removed', 'params-renamed', 'duplicates',
        'body-altered', 'body-hash-missing', 'wrong-key', 'shared-key', 'header-damaged', 'content-type'].map((other) => ['scheme', other]),
    ...['path', 'port', 'trimmed', 'empty-dropped', 'plus-space', 'params-added', 'params-renamed', 'wrong-key', 'header-damaged',
        'body-altered'].map((other) => ['host', other]),
    ...['trimmed', 'empty-dropped', 'params-added', 'wrong-key', 'newline', 'header-damaged', 'query-encoding'].map((other) => ['path', other]),
    ...['trimmed', 'empty-dropped', 'plus-space', 'params-added', 'path', 'newline'].map((other) => ['other-url', other]),
    ...['trimmed', 'newline', 'empty-dropped', 'plus-space', 'params-added', 'params-renamed', 'charset', 'unicode-form', 'duplicates',
        'header-damaged'].map((other) => ['wrong-key', other]),
    ['trimmed', 'empty-dropped'], ['trimmed', 'params-added'], ['trimmed', 'params-renamed'], ['trimmed', 'plus-space'],
    ['newline', 'empty-dropped'], ['newline', 'params-added'], ['charset', 'empty-dropped'], ['plus-space', 'params-added'],
    ['plus-space', 'empty-dropped'], ['params-added', 'empty-dropped'], ['params-renamed', 'empty-dropped'],
    ['params-renamed', 'plus-space'], ['params-renamed', 'params-added'], ['duplicates', 'trimmed'], ['duplicates', 'empty-dropped'],
    ['unicode-form', 'params-added'],
    ...['trimmed', 'newline', 'empty-dropped', 'params-added', 'port', 'query-order', 'body-altered'].map((other) => ['header-damaged', other]),
    ['query-order', 'trimmed'], ['query-encoding', 'trimmed'], ['websocket', 'header-damaged'],
];
