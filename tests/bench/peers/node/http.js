// Bare node:http with twilio.validateRequest: no framework, no store. Usage: node http.js PORT
const http = require('http');
const querystring = require('querystring');
const twilio = require('twilio');

const token = '0123456789abcdef0123456789abcdef';
const signedUrl = 'https://hooks.example.test/twilio/status';
const twiml = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

http.createServer((request, response) => {
    let body = '';
    request.on('data', (data) => (body += data));
    request.on('end', () => {
        const parameters = { ...querystring.parse(body) };
        const valid = twilio.validateRequest(token, request.headers['x-twilio-signature'], signedUrl, parameters);
        response.writeHead(valid ? 200 : 403, { 'Content-Type': 'text/xml', 'Content-Length': twiml.length });
        response.end(twiml);
    });
}).listen(Number(process.argv[2]), '127.0.0.1', 4096);
