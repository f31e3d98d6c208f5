// Reads requests as JSON lines on standard input, in the form sign-random.mjs prints them, lets the official SDK
// validate each and prints one JSON line per request: {"valid": true or false}
import { createInterface } from 'node:readline';
import webhooks from 'twilio/lib/webhooks/webhooks.js';

import { paramsOf } from './random-requests.mjs';

function isValid({ token, method, url, contentType, body, signature }) {
    const text = Buffer.from(body, 'base64').toString('utf-8');
    if (method === 'GET' || text === '') {
        return webhooks.validateRequest(token, signature, url, {});
    }
    if (contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
        return webhooks.validateRequest(token, signature, url, paramsOf([...new URLSearchParams(text)]));
    }
    return webhooks.validateRequestWithBody(token, signature, url, text);
}

for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify({ valid: isValid(JSON.parse(line)) }) + '\n');
}
