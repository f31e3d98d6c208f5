// An application as Twilio's documentation has it: Express with the official SDK's middleware, which refuses what is not
// validly signed. Prints {"port"} once it listens, and {"method", "url", "headers", "body", "valid"} for each request.
// Behind a proxy (--proxy) it trusts X-Forwarded-Proto, which is all that the documentation asks for.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import zlib from 'node:zlib';
import express from 'express';
import twilio from 'twilio';

import { options } from './options.mjs';

const given = options({ proxy: 'yes', key: '', cert: '' }, 'usage: forward-app.mjs [--proxy yes|no] [--key FILE --cert FILE]');
const app = express();
app.set('trust proxy', given.proxy === 'yes');
app.use(express.urlencoded({ extended: false }));
app.use((request, response, next) => {
    response.on('finish', () => console.log(JSON.stringify({
        method: request.method, url: request.originalUrl, headers: request.rawHeaders, body: request.body,
        valid: response.statusCode !== 403,
    })));
    next();
});
app.post('/moved', (request, response) => response.redirect(307, '/sms'));
app.use(twilio.webhook());
app.post('/gzip', (request, response) => {
    response.set('Content-Encoding', 'gzip').type('text/xml').send(zlib.gzipSync('<Response><Message>zipped</Message></Response>'));
});
app.post('/chunked', (request, response) => {
    response.type('text/xml');
    response.write('<Response>');
    response.end('</Response>');
});
app.post('/never', () => {});
app.use((request, response) => {
    const answer = new twilio.twiml.MessagingResponse();
    answer.message(`To ${request.body.From}`);
    response.set('X-App', 'express').cookie('a', '1').cookie('b', '2').type('text/xml').send(answer.toString());
});
const server = given.cert ? https.createServer({ key: fs.readFileSync(given.key), cert: fs.readFileSync(given.cert) }, app)
                          : http.createServer(app);
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
