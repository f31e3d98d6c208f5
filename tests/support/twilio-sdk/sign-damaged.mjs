// Prints requests that the official SDK signed and that were damaged afterwards, as JSON lines:
// {"causes", "keys": [{"token", "account", "shared"}], "method", "url", "contentType", "body" (base64), "headers", "otherUrls",
//  "account", "signature"}: each single cause --count times, each likely pair as often.
import webhooks from 'twilio/lib/webhooks/webhooks.js';

import { damages, genuineRequest, pairs, urlOf } from './damage.mjs';
import { options } from './options.mjs';
import { paramsOf, Random } from './random-requests.mjs';

const given = options({ seed: '1', count: '5' }, 'usage: sign-damaged.mjs [--seed N] [--count N]');
const random = new Random(Number(given.seed));

const encodeLatin1 = (text) => [...Buffer.from(text, 'latin1')]
    .map((b) => (/[A-Za-z0-9_.-]/.test(String.fromCharCode(b)) ? String.fromCharCode(b) : '%' + b.toString(16).padStart(2, '0').toUpperCase())).join('');

function bodyOf(request) {
    if (request.json !== null) {
        return request.json;
    }
    if (request.form === null) {
        return '';
    }
    return request.charset === 'latin1'
        ? request.form.map(([n, v]) => encodeLatin1(n) + '=' + encodeLatin1(v)).join('&')
        : new URLSearchParams(request.form).toString();
}

function sign(request, keys) {
    const key = keys.find((k) => k.role === (request.signer ?? 'own'));
    let params = request.form === null || request.signsUrlOnly ? {} : paramsOf(request.form);
    if (request.signsFirstOnly) {
        params = Object.fromEntries([...request.form].reverse());
    }
    if (request.json !== null) {
        request.query += (request.query === '' ? '?' : '&') + 'bodySHA256=' + webhooks.getExpectedBodyHash(request.json);
    }
    let url = urlOf(request) + request.fragment;
    if (request.signsUnsorted) { // a signer of one's own that keeps the order of arrival of equal names
        const sorted = request.form.map(([n, v], i) => [n, v, i]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] - b[2]));
        url += sorted.map(([n, v]) => n + v).join('');
        params = {};
    }
    return webhooks.getExpectedTwilioSignature(key.token, url, params);
}

const account = () => 'AC' + random.hex(32);

function make(causes) {
    const chosen = causes.map((cause) => random.pick(damages[cause].filter((d) => causes.length === 1 || !d.rare)));
    const kinds = [...new Set(chosen.map((d) => d.kind).filter(Boolean))];
    const kind = kinds.includes('group') && kinds.includes('text') ? 'group' : kinds[0] ?? random.pick(['form', 'text']);
    if (kinds.length > 1 && kind !== 'group') {
        return null;
    }
    const request = genuineRequest(random, kind);
    const keys = [
        { role: 'own', token: random.hex(32), account: account(), shared: false },
        { role: 'other', token: random.hex(32), account: account(), shared: false },
        { role: 'shared', token: 'shared secret ' + random.hex(8), account: account(), shared: true },
    ];
    chosen.forEach((damage) => damage.prepare?.(request, random));
    let signature = sign(request, keys);
    if (!chosen.every((damage) => damage.apply(request, random) !== false)) {
        return null;
    }
    if (request.dropHash) {
        request.query = request.query.replace(/[?&]bodySHA256=[0-9a-f]+/, '');
    }
    signature = request.header?.(signature) ?? signature;
    return {
        causes, keys: keys.map(({ token, account: owner, shared }) => ({ token, account: owner, shared })), method: request.method,
        url: urlOf(request) + request.fragment, contentType: request.contentType,
        body: Buffer.from(bodyOf(request), 'utf-8').toString('base64'), headers: request.headers, otherUrls: request.otherUrls,
        account: keys[0].account, signature,
    };
}

const wanted = [
    ...Object.keys(damages).filter((cause) => !damages[cause].some((d) => d.only)).map((cause) => [cause]), ...pairs,
];
for (const causes of wanted) {
    let made = 0;
    for (let attempt = 0; made < Number(given.count) && attempt < 200; ++attempt) {
        const line = make(causes);
        if (line !== null) {
            process.stdout.write(JSON.stringify(line) + '\n');
            ++made;
        }
    }
    if (made === 0) {
        process.stderr.write(`no request for ${causes}\n`);
        process.exitCode = 1;
    }
}
