#!/usr/bin/env python3
"""A stateful fake of Twilio's REST API on loopback, for tests: api, messaging and monitor behind one origin.

    fake_api.py --state FILE [--log FILE] [--port N]

prints `listening on http://127.0.0.1:PORT` and serves until its standard input ends or it is killed. FILE is JSON:
`account`, `token`, `keys` (list of {`sid`, `secret`}) and the resources, see complete() in the modules; what is left out
gets Twilio's defaults. The log has one JSON object per request, without credentials.

Tests steer it without credentials under /_/:
    GET  /_/state    everything, as it is now
    GET  /_/log      the requests so far
    POST /_/faults   JSON: {"kind": "status" | "delay" | "cut" | "close" | "garbage", "count": N, "skip": N,
                     "match": regular expression on "METHOD PATH", "status": N, "code": N, "retry_after": N,
                     "delay_ms": N, "applied": true}; the next N requests that match behave so. "applied": the request
                     is carried out all the same, so that only its answer is lost.
"""
import argparse
import base64
import hmac
import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
import fake_monitor
import fake_numbers
from fake_rest import Call, Refusal, not_found

RESOURCES = [fake_numbers, fake_monitor]

DOCUMENTED = {429: (20429, 'Too Many Requests'), 500: (20500, 'Internal Server Error'), 503: (20503, 'Service Unavailable')}


def get_account(call):
    return 200, {'sid': call.state['account'], 'friendly_name': call.state.get('friendly_name', 'Fake account'),
                 'status': 'active', 'type': 'Full', 'owner_account_sid': call.state['account']}


class FakeApi:
    """The server; start() serves on a thread, also inside a test's own process. `before_answer(number, handler)` runs
    after the request of that number (from 1) was carried out and before its answer leaves."""

    def __init__(self, state, log=None, port=0):
        self.state, self.faults, self.requests = state, [], []
        self.lock = threading.RLock()
        self.log = open(log, 'a', encoding='utf-8', buffering=1) if log else None  # pylint: disable=consider-using-with
        self.before_answer = None
        state.setdefault('keys', [])
        self.routes = [('GET', re.compile(fake_numbers.ACCOUNT + r'\.json'), get_account)]
        for module in RESOURCES:
            module.complete(state)
            self.routes += [(method, re.compile(path), run) for method, path, run in module.ROUTES]
        self.open_connections = 0
        self.server = Server(('127.0.0.1', port), Handler)
        self.server.fake = self
        self.origin = f'http://127.0.0.1:{self.server.server_address[1]}'

    def start(self):
        threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        if self.log:
            self.log.close()

    def fault_for(self, method, path):
        with self.lock:
            for fault in self.faults:
                if not re.search(fault.get('match', ''), f'{method} {path}'):
                    continue
                if fault.get('skip', 0) > 0:
                    fault['skip'] -= 1
                    continue
                fault['count'] = fault.get('count', 1) - 1
                if fault['count'] <= 0:
                    self.faults.remove(fault)
                return dict(fault)
        return None

    def authorise(self, header, path):
        """The account's token or a key of it; a key may not read the account itself, as a standard key may not."""
        kind, _, coded = (header or '').partition(' ')
        try:
            user, _, secret = base64.b64decode(coded).decode().partition(':')
        except ValueError:
            user, secret = '', ''
        known = {key['sid']: key['secret'] for key in self.state['keys']} | {self.state['account']: self.state['token']}
        is_good = kind == 'Basic' and user in known and hmac.compare_digest(known[user].encode(), secret.encode())
        account = re.match(fake_numbers.ACCOUNT, path)
        is_own = account is None or account['account'] == self.state['account']
        if not is_good or not is_own or (user.startswith('SK') and re.fullmatch(fake_numbers.ACCOUNT + r'\.json', path)):
            raise Refusal(401, 20003, 'Authenticate', {'WWW-Authenticate': 'Basic realm="Twilio API"'})
        return user

    def note(self, entry):
        with self.lock:
            self.requests.append(entry)
            entry['number'] = len(self.requests)
            if self.log:
                self.log.write(json.dumps(entry) + '\n')
            return entry['number']

    def carry_out(self, method, path, params):
        for wanted, pattern, run in self.routes:
            match = pattern.fullmatch(path)
            if match and wanted == method:
                with self.lock:
                    status, answer = run(Call(self.state, self.origin, method, path, params, match))
                    return status, json.dumps(answer).encode()
        raise not_found(path)

    def control(self, method, path, body):
        with self.lock:
            if method == 'POST' and path == '/_/faults':
                self.faults.append(json.loads(body))
                return {}
            if method == 'GET' and path == '/_/log':
                return self.requests
            if method == 'GET' and path == '/_/state':
                return {name: value for name, value in self.state.items() if name not in ('token', 'keys')}
        return None


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # clients may be killed
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    wbufsize = -1

    def setup(self):
        super().setup()
        with self.server.fake.lock:
            self.server.fake.open_connections += 1

    def finish(self):
        with self.server.fake.lock:
            self.server.fake.open_connections -= 1
        super().finish()

    def do_GET(self):
        self.handle_any()

    def do_POST(self):
        self.handle_any()

    def handle_any(self):
        fake, parts = self.server.fake, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if parts.path.startswith('/_/'):
            answer = fake.control(self.command, parts.path, body)
            return self.answer(404 if answer is None else 200, json.dumps(answer).encode())
        params = parse_qsl(parts.query, keep_blank_values=True)
        form = parse_qsl(body.decode(), keep_blank_values=True)
        fault = fake.fault_for(self.command, parts.path) or {}
        kind = fault.get('kind')
        entry = {'method': self.command, 'path': parts.path, 'query': params, 'form': form, 'user': None, 'fault': kind}
        status, answer, headers = None, b'', {}
        try:
            entry['user'] = fake.authorise(self.headers.get('Authorization'), parts.path)
            if kind in (None, 'delay') or fault.get('applied'):
                status, answer = fake.carry_out(self.command, parts.path, params + form)
        except Refusal as refusal:
            status, answer, headers = refusal.status, json.dumps(refusal.body()).encode(), refusal.headers
        entry['status'] = status
        number = fake.note(entry)
        if fake.before_answer:
            fake.before_answer(number, self)
        return self.misbehave(fault, status, answer, headers) if kind else self.answer(status, answer, headers)

    def misbehave(self, fault, status, answer, headers):
        kind = fault['kind']
        time.sleep(fault.get('delay_ms', 0) / 1000)
        if kind == 'delay':
            return self.answer(status, answer, headers)
        if kind == 'status':
            code, message = DOCUMENTED.get(fault['status'], (fault.get('code', 20001), 'Refused'))
            refusal = Refusal(fault['status'], fault.get('code', code), fault.get('message', message))
            headers = {'Retry-After': str(fault['retry_after'])} if 'retry_after' in fault else {}
            return self.answer(refusal.status, json.dumps(refusal.body()).encode(), headers)
        if kind == 'garbage':
            return self.answer(200, b'<html>\xff\x00 this is no JSON')
        self.close_connection = True
        if kind == 'cut':
            whole = answer or b'{"sid": "never whole"}'
            self.answer(200, whole[:len(whole) // 2], length=len(whole))
        return None

    def answer(self, status, body, headers=None, length=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        """Nothing on the terminal; FakeApi.note() keeps the log."""


def main():
    parser = argparse.ArgumentParser(description='A fake of the REST API of Twilio.')
    parser.add_argument('--state', required=True)
    parser.add_argument('--log')
    parser.add_argument('--port', type=int, default=0)
    options = parser.parse_args()
    fake = FakeApi(json.loads(Path(options.state).read_text(encoding='utf-8')), options.log, options.port).start()
    print(f'listening on {fake.origin}', flush=True)
    sys.stdin.read()
    fake.stop()


if __name__ == '__main__':
    main()
