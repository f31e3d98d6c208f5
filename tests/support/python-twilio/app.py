"""An app that validates with the official Python library (Debian's python3-twilio): 403 for what is not signed for the
URL it came to, else TwiML. Prints {"port": N} once it listens, then {"path", "status", "replayOf"} for every request.
TWILIO_AUTH_TOKEN is the key."""
import http.server
import json
import os
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

VALIDATOR = RequestValidator(os.environ['TWILIO_AUTH_TOKEN'])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def is_valid(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0)).decode()
        is_form = self.headers.get('Content-Type', '').startswith('application/x-www-form-urlencoded')
        params = dict(parse_qsl(body, keep_blank_values=True)) if is_form else body
        url = f'http://{self.headers["Host"]}{self.path}'
        return VALIDATOR.validate(url, params or {}, self.headers.get('X-Twilio-Signature', ''))

    def handle_any(self):
        status = 200 if self.is_valid() else 403
        twiml = MessagingResponse()
        twiml.message('Thanks')
        answer = str(twiml).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'text/xml')
        self.send_header('Content-Length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        print(json.dumps({'path': self.path, 'status': status,
                          'replayOf': self.headers.get('X-Offhook-Replay-Of')}), flush=True)

    do_GET = do_POST = handle_any

    def log_message(self, *_):
        pass


SERVER = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(json.dumps({'port': SERVER.server_address[1]}), flush=True)
SERVER.serve_forever()
