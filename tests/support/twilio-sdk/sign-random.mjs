// Prints random requests as JSON lines, signed by the official SDK's own functions:
// {"token", "method", "url", "contentType", "body" (base64), "signature"}
import webhooks from 'twilio/lib/webhooks/webhooks.js';

import { options } from './options.mjs';
import { paramsOf, Random, randomRequest } from './random-requests.mjs';

const given = options({ seed: '1', count: '5000' }, 'usage: sign-random.mjs [--seed N] [--count N]');
const random = new Random(Number(given.seed));
const lines = [];
for (let i = 0; i < Number(given.count); ++i) {
    const request = randomRequest(random);
    if (request.pairs === null && request.body !== '') {
        const hash = webhooks.getExpectedBodyHash(request.body);
        request.url += (request.url.includes('?') ? '&' : '?') + 'bodySHA256=' + hash;
        if (random.chance(0.2)) {
            request.url += '&bodySHA256=' + hash; // seen doubled, twilio-php issue 861
        }
    }
    lines.push(JSON.stringify({
        token: request.token,
        method: request.method,
        url: request.url,
        contentType: request.contentType,
        body: Buffer.from(request.body, 'utf-8').toString('base64'),
        signature: webhooks.getExpectedTwilioSignature(request.token, request.url, paramsOf(request.pairs)),
    }));
}
process.stdout.write(lines.join('\n') + '\n');
