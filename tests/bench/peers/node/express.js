// What a Twilio developer writes: Express, twilio.validateRequest, and a store.
// Usage: node express.js PORT none|sqlite|sqlite-full [DATABASE]; sqlite-full makes each row durable before its answer.
process.env.NODE_ENV = 'production';
const express = require('express');
const twilio = require('twilio');

const [, , port, store, path] = process.argv;
const token = '0123456789abcdef0123456789abcdef';
const signedUrl = 'https://hooks.example.test/twilio/status';

function saver() {
    if (store === 'none') {
        return () => {};
    }
    const Database = require('better-sqlite3');
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = ' + (store === 'sqlite-full' ? 'FULL' : 'NORMAL'));
    database.exec('CREATE TABLE IF NOT EXISTS events(id INTEGER PRIMARY KEY, ts INTEGER, sid TEXT, status TEXT,' +
        ' headers TEXT, body TEXT); CREATE INDEX IF NOT EXISTS events_sid ON events(sid)');
    const insert = database.prepare('INSERT INTO events(ts, sid, status, headers, body) VALUES (?, ?, ?, ?, ?)');
    return ({ headers, body }) =>
        insert.run(Date.now(), body.MessageSid, body.MessageStatus, JSON.stringify(headers), JSON.stringify(body));
}

const save = saver();
const app = express();
app.use(express.urlencoded({ extended: false }));
app.post('/twilio/status', (request, response) => {
    if (!twilio.validateRequest(token, request.headers['x-twilio-signature'], signedUrl, request.body)) {
        return response.status(403).send('bad signature');
    }
    save(request);
    return response.type('text/xml').send(new twilio.twiml.MessagingResponse().toString());
});
app.listen(Number(port), '127.0.0.1', 4096);
