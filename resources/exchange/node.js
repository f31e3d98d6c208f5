const crypto = require('crypto');
const http = require('http');
const https = require('https');

const token = process.env.TWILIO_AUTH_TOKEN;
if (!token) throw new Error('Set TWILIO_AUTH_TOKEN: it signs the request.');

const encode = (text) => Array.from(Buffer.from(text), (byte) => {
  const c = String.fromCharCode(byte);
  if (/[A-Za-z0-9*._-]/.test(c)) return c;
  return c === ' ' ? '+' : '%' + byte.toString(16).toUpperCase().padStart(2, '0');
}).join('');

const compare = (a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0]))
  || Buffer.compare(Buffer.from(a[1]), Buffer.from(b[1]));

function sendForm(method, url, headers, params) {
  const body = params.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const sorted = [...params].sort(compare).filter((p, i, all) => i === 0 || compare(p, all[i - 1]) !== 0);
  return send(method, url, headers, Buffer.from(body), Buffer.from(sorted.map((p) => p[0] + p[1]).join('')));
}

function send(method, url, headers, body, signed) {
  const signature = crypto.createHmac('sha1', token).update(url).update(signed).digest('base64');
  const [, host, path] = /^https?:\/\/([^/?#]*)(.*)$/.exec(url);
  const fields = [['Host', host.replace(/^.*@/, '')], ...headers, ['X-Twilio-Signature', signature],
    ['Connection', 'close']];
  if (body.length > 0) fields.push(['Content-Length', String(body.length)]);
  const { hostname, port } = new URL(url);
  const client = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.request({ agent: false, method, hostname: hostname.replace(/^\[|\]$/g, ''),
      port: port || undefined, path: path.startsWith('/') ? path : '/' + path, headers: fields.flat() }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => resolve({
        status: response.statusCode,
        type: (response.headers['content-type'] || '').split(';')[0].trim().toLowerCase(),
        body: Buffer.concat(pieces),
      }));
    });
    request.on('error', reject);
    request.end(body);
  });
}
