// Reads genuine requests as JSON lines, as sign-random.mjs prints them plus "host", "target" and "tls" (what an app behind a
// proxy sees), and says for each whether the official library and its middleware accept it: {"library", "middleware"}
import { parse } from 'node:querystring';
import { createInterface } from 'node:readline';
import webhooks from 'twilio/lib/webhooks/webhooks.js';

const isForm = (type) => type.toLowerCase().startsWith('application/x-www-form-urlencoded');

function library({ token, method, url, contentType, text, signature }) {
    if (method !== 'GET' && text !== '' && !isForm(contentType)) {
        return webhooks.validateRequestWithBody(token, signature, url, text);
    }
    return webhooks.validateRequest(token, signature, url, method === 'GET' || !isForm(contentType) ? {} : parse(text, '&', '=', { maxKeys: 0 }));
}

// What Express makes of a request, with express.urlencoded({ extended: false }) and nothing else.
function middleware({ token, method, contentType, text, signature, host, target, tls }) {
    const headers = { host, 'x-twilio-signature': signature };
    const request = {
        headers, protocol: tls ? 'https' : 'http', originalUrl: target, header: (name) => headers[name.toLowerCase()],
        body: method !== 'GET' && isForm(contentType) ? parse(text, '&', '=', { maxKeys: 0 }) : {},
    };
    let accepted = false;
    const response = { type: () => response, status: () => response, send: () => response };
    webhooks.webhook({ validate: true }, token)(request, response, () => { accepted = true; });
    return accepted;
}

for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    request.text = Buffer.from(request.body, 'base64').toString('utf-8');
    process.stdout.write(JSON.stringify({ library: library(request), middleware: middleware(request) }) + '\n');
}
