// Sends requests of Twilio's shape, signed by the official SDK, one after the other over one connection. Prints one JSON
// line per request: {"n", "status", "contentType", "bytes", "tookMs"} or {"n", "error"}. Exits with 1 when one had no
// answer, with 2 on bad usage.
import crypto from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import webhooks from 'twilio/lib/webhooks/webhooks.js';

import { fail, options } from './options.mjs';

const usage = 'usage: send-signed.mjs --url URL [--sign-as URL] [--token-env NAME] [--count N] [--kind sms|voice|status|get|json]';
const given = options(
    { url: '', 'sign-as': '', 'token-env': 'TWILIO_AUTH_TOKEN', count: '1', kind: 'sms' }, usage);
const token = process.env[given['token-env']];
if (!given.url) {
    fail(usage);
}
if (!token) {
    fail(`no token in the environment variable ${given['token-env']}`);
}

const sid = (prefix) => prefix + crypto.randomBytes(16).toString('hex');
const account = 'AC' + '0'.repeat(31) + '1';
const common = { AccountSid: account, From: '+15555550100', To: '+15005550006', ApiVersion: '2010-04-01' };

const kinds = {
    sms: (n) => {
        const message = sid('SM');
        return {
            ToCountry: 'US', FromCity: '', SmsMessageSid: message, SmsSid: message, MessageSid: message, NumMedia: '0',
            NumSegments: '1', SmsStatus: 'received', Body: `Hello ${n} 😀 it's 5+5`, ...common,
        };
    },
    voice: () => ({ CallSid: sid('CA'), CallStatus: 'ringing', Direction: 'inbound', ...common }),
    status: () => {
        const message = sid('SM');
        return { MessageSid: message, SmsSid: message, MessageStatus: 'delivered', SmsStatus: 'delivered', ...common };
    },
};

/** {method, url (to send to), body, contentType, signature} of the n-th request. */
function make(n) {
    const signAs = given['sign-as'] || given.url;
    if (given.kind === 'json') {
        const body = JSON.stringify([{ specversion: '1.0', id: sid('EZ'), type: 'com.twilio.test', data: { n } }]);
        return finish('POST', signAs, `bodySHA256=${webhooks.getExpectedBodyHash(body)}`, body, 'application/json', {});
    }
    if (given.kind === 'get') {
        return finish('GET', signAs, new URLSearchParams(kinds.sms(n)).toString(), '', '', {});
    }
    const params = (kinds[given.kind] ?? fail(`unknown kind ${given.kind}\n${usage}`))(n);
    const body = new URLSearchParams(params).toString();
    return finish('POST', signAs, '', body, 'application/x-www-form-urlencoded', params);
}

function finish(method, signAs, query, body, contentType, params) {
    const extended = (url) => (query === '' ? url : url + (url.includes('?') ? '&' : '?') + query);
    const signature = webhooks.getExpectedTwilioSignature(token, extended(signAs), params);
    return { method, url: extended(given.url), body, contentType, signature };
}

const client = given.url.startsWith('https:') ? https : http;
const agent = new client.Agent({ keepAlive: true, maxSockets: 1 });

function send({ method, url, body, contentType, signature }) {
    const headers = {
        'User-Agent': 'TwilioProxy/1.1',
        Accept: '*/*',
        'I-Twilio-Idempotency-Token': crypto.randomUUID(),
        'X-Twilio-Signature': signature,
        'Content-Length': Buffer.byteLength(body),
        ...(contentType === '' ? {} : { 'Content-Type': contentType }),
    };
    return new Promise((resolve, reject) => {
        const started = performance.now();
        const request = client.request(url, { method, agent, headers }, (response) => {
            let bytes = 0;
            response.on('data', (chunk) => (bytes += chunk.length));
            response.on('error', reject);
            response.on('end', () => resolve({
                status: response.statusCode,
                contentType: response.headers['content-type'] ?? '',
                bytes,
                tookMs: Math.round((performance.now() - started) * 1000) / 1000,
            }));
        });
        request.on('error', reject);
        request.setTimeout(30000, () => request.destroy(new Error('no answer within 30 s')));
        request.end(body);
    });
}

for (let n = 1; n <= Number(given.count); ++n) {
    try {
        process.stdout.write(JSON.stringify({ n, ...(await send(make(n))) }) + '\n');
    } catch (error) {
        process.stdout.write(JSON.stringify({ n, error: error.code ?? error.message }) + '\n');
        process.exitCode = 1;
    }
}
agent.destroy();
