// An app as Twilio's documentation writes it: Express with the SDK's own middleware, which computes the URL from the
// request and refuses (403) what is not signed for it. Answers TwiML, and once it listens prints {"port": N}, then one
// JSON line for every request: {"path", "status", "replayOf"}. TWILIO_AUTH_TOKEN is the key.
import express from 'express';
import twilio from 'twilio';

const app = express();
const keepRaw = (request, _, bytes) => { request.rawBody = bytes.toString('utf8'); };
app.use((request, response, next) => {
    response.on('finish', () => console.log(JSON.stringify({
        path: request.originalUrl, status: response.statusCode, replayOf: request.header('X-Offhook-Replay-Of'),
    })));
    next();
});
app.use(express.urlencoded({ extended: false, verify: keepRaw }));
app.use(express.text({ type: ['application/json', 'text/*', 'application/octet-stream'], verify: keepRaw }));
app.use(twilio.webhook());
app.use((request, response) => {
    const twiml = new twilio.twiml.MessagingResponse();
    twiml.message(`Thanks from ${process.argv[2] ?? 'the app'}`);
    response.type('text/xml').send(twiml.toString());
});
const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
