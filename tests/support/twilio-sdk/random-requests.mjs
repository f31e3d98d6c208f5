// Random requests of Twilio's shape from a seed: every method, odd URLs, Unicode, duplicates, empty values.

const hexDigits = '0123456789abcdef';

/** A small seeded generator (mulberry32): the same seed gives the same requests on every machine. */
export class Random {
    constructor(seed) {
        this.state = seed >>> 0;
    }
    next() {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }
    below(limit) {
        return Math.floor(this.next() * limit);
    }
    chance(probability) {
        return this.next() < probability;
    }
    pick(list) {
        return list[this.below(list.length)];
    }
    list(max, make) {
        return Array.from({ length: this.below(max + 1) }, make);
    }
    hex(length) {
        return Array.from({ length }, () => hexDigits[this.below(16)]).join('');
    }
}

// The SDK sorts by UTF-16 code units, Twilio by bytes; the two orders differ only between characters beyond U+FFFF and
// those from U+E000 to U+FFFF. Twilio's rule ("Unix-style" byte order, twilio.com/docs/usage/security) is the truth, so
// the latter range stays out of the alphabet and both orders agree on everything else.
const characters = [
    ...'abcXYZ0189 -._~+&=%/?#@:;,!$\'"()*[]{}<>|\\^`\t\n\r\0\x7f',
    ...'éñüßøÅçЖдλ中文日本語한국אבعربहिन्दी',
    'e\u0301', 'a\u0308\u0323', '\u200d', '\u202e', '\u00a0', '\u2028', '\ud7ff',
    '😀', '👩‍👩‍👧', '🇩🇪', '𝒳', '👍🏽', '\u{10ffff}',
];
const names = [
    'From', 'To', 'Body', 'CallSid', 'callSid', 'CALLSID', 'MessageSid', 'AccountSid', 'Reason', 'ReasonConferenceEnded',
    'Sid', 'SidAccount', 'Digits', 'MessagingBinding.Address', 'SipHeader_X-Account', 'NumMedia', 'MediaUrl0', 'MediaUrl10',
    'a[b]', 'toString', '10', '9', '',
];

function text(random, max) {
    return random.list(max, () => random.pick(characters)).join('');
}

/** One piece of a form, escaped as some sender might: as little as allowed or everything, upper or lower case. */
function escapePiece(random, piece) {
    const everything = random.chance(0.1);
    const lower = random.chance(0.2);
    const plus = random.chance(0.7);
    let escaped = '';
    for (const byte of Buffer.from(piece, 'utf-8')) {
        const char = String.fromCharCode(byte);
        if (byte === 0x20 && plus && !everything) {
            escaped += '+';
        } else if (!everything && /[A-Za-z0-9._~-]/.test(char)) {
            escaped += char;
        } else {
            const hex = byte.toString(16).padStart(2, '0');
            escaped += '%' + (lower ? hex : hex.toUpperCase());
        }
    }
    return escaped;
}

function pairs(random) {
    const list = random.list(random.chance(0.1) ? 60 : 12, () => [
        random.chance(0.8) ? random.pick(names) : text(random, 6),
        random.chance(0.2) ? '' : text(random, random.chance(0.05) ? 1600 : 20),
    ]);
    // The same name again with another, the same or an empty value.
    for (const [name, value] of [...list]) {
        if (random.chance(0.15)) {
            list.splice(random.below(list.length + 1), 0, [name, random.pick([value, '', text(random, 8)])]);
        }
    }
    // "=" alone is not a parameter to every parser; Twilio sends no nameless ones with a value either.
    return list.filter(([name]) => name !== '');
}

function encode(random, list) {
    return list.map(([name, value]) => escapePiece(random, name) + '=' + escapePiece(random, value)).join('&');
}

const hosts = ['example.com', 'Mixed.Example.COM', 'my_host.example', '127.0.0.1', '[2001:db8::1]', 'xn--bcher-kva.example'];
const ports = ['', '', '', ':443', ':80', ':8443', ':3000', ':1', ':65535'];
const segments = ['sms', 'voice.php', '', '.', '..', '%2F', '%2f', 'a%20b', "it's", 'a+b', '~x', '(1)*!', 'a:b@c;d=e,f', 'ü', '%'];
const oddQueries = [
    '?', '?a', '?a=&b=', '?a=1&a=2&a=1', '?&&a=1&', '?q=what?', "?Body=It's+5%2B5%3F", '?lower=%2b%3a', '?UPPER=%2B%3A',
    '?plus=a+b&space=a%20b', '?bad=%zz&end=%', '?b=2&a=1', '?name[]=1', '?slash=/a//b', '?raw=ä😀', '?=x', "?x='%27'",
];

function url(random) {
    const path = '/' + random.list(4, () => random.pick(segments)).join('/');
    let query = random.chance(0.4) ? '' : random.pick(oddQueries);
    if (random.chance(0.3)) {
        const more = encode(random, pairs(random));
        query += more === '' ? '' : (query === '' ? '?' : '&') + more;
    }
    return random.pick(['http://', 'https://']) + random.pick(hosts) + random.pick(ports) + path + query;
}

const formTypes = [
    'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=UTF-8',
    'Application/X-WWW-Form-URLEncoded;charset=utf-8',
];

/** {token, method, url, contentType, pairs (null: not a form), body (text)}; a JSON body's hash is not in the URL yet. */
export function randomRequest(random) {
    const request = { token: random.hex(32), url: url(random), contentType: '', pairs: null, body: '' };
    request.method = random.pick(['GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE']);
    if (request.method === 'GET') {
        return request;
    }
    if (random.chance(0.7)) {
        request.contentType = random.pick(formTypes);
        request.pairs = pairs(random);
        request.body = encode(random, request.pairs);
    } else {
        request.contentType = random.pick(['application/json', 'application/json; charset=utf-8', 'text/plain']);
        request.body = JSON.stringify({ text: text(random, 40), list: [1, null, text(random, 5)] }, null, random.pick([0, 2]));
    }
    return request;
}

/** The parameters as Express hands them to the SDK: a value, or a list of values for a name that came more than once. */
export function paramsOf(list) {
    const params = Object.create(null);
    for (const [name, value] of list ?? []) {
        params[name] = name in params ? [].concat(params[name], value) : value;
    }
    return params;
}
