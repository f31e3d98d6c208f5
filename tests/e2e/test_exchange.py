"""Export, import and redaction: what leaves really runs, comes back byte for byte, and tells nothing when it must not."""
import base64
import http.server
import json
import os
import random
import re
import subprocess
import sys
import threading
import unittest

from support import PATIENCE, PUBLIC_URL, TOKEN, EndToEnd, node, program, sdk_sends

FORM = 'application/x-www-form-urlencoded'


class App:
    """An application under test: keeps what it got, answers the same TwiML to everything."""

    ANSWER = b'<?xml version="1.0" encoding="UTF-8"?><Response><Message>Caf\xc3\xa9 & \xe2\x9c\x93</Message></Response>'

    def __init__(self, test):
        app = self
        self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                app.requests.append((self.command, self.path, self.headers, body))
                self.send_response(200)
                self.send_header('Content-Type', 'text/xml')
                self.send_header('Content-Length', str(len(app.ANSWER)))
                self.end_headers()
                self.wfile.write(app.ANSWER)

            do_GET = do_POST = do_PUT = handle_any

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        test.addCleanup(self.server.server_close)
        test.addCleanup(self.server.shutdown)
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}'


def post(path, body, content_type=FORM, extra=b''):
    return (f'POST {path} HTTP/1.1\r\nHost: hooks.example.test\r\nContent-Type: {content_type}\r\n'
            f'Content-Length: {len(body)}\r\n').encode() + extra + b'\r\n' + body


class ExchangeTest(EndToEnd):
    def capture(self, answer=None, public_url=PUBLIC_URL):
        """A workspace with a text, two signed messages, JSON, bytes, chunks and a refused request."""
        arguments = []
        if answer:
            file = self.sandbox.folder / 'answer.xml'
            file.write_bytes(answer)
            arguments = ['--answer', file]
        server = self.serve(*arguments, public_url=public_url)
        sdk_sends(server, 'sms', '/sms?tenant=7', count=2)
        sdk_sends(server, 'json', '/json')
        server.send(post('/text', "it's $HOME `id` \"x\" \\ é\n@me".encode(), 'text/plain'))
        server.send(post('/bytes', bytes(range(256)), 'application/octet-stream'))
        server.send(b'POST /chunks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n')
        server.send(b'GET  /refused HTTP/1.1\r\nHost: a\r\n\r\n')
        server.stop()
        return self.sandbox.events()

    def export(self, name, *arguments):
        done = self.sandbox.cli('export', '--workspace', self.sandbox.workspace, '--format', name, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def write(self, name, data):
        file = self.sandbox.folder / name
        file.write_bytes(data)
        return file

    def load(self, file, workspace='other.offhook-workspace', code=0):
        workspace = self.sandbox.folder / workspace
        done = self.sandbox.cli('import', file, '--workspace', workspace, '--json')
        self.assertEqual(done.returncode, code, (done.stdout, done.stderr))
        return json.loads(done.stdout), workspace

    def events_in(self, workspace):
        done = self.sandbox.cli('events', '--workspace', workspace, '--json')
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]


class RoundTripTest(ExchangeTest):
    def test_export_import_export_is_identical(self):
        events = self.capture()
        first = self.export('offhook')
        self.assertEqual(len(first.splitlines()), len(events) + 1)
        report, workspace = self.load(self.write('a.offhook', first))
        self.assertEqual((report['imported'], report['problems']), (len(events), []))
        done = self.sandbox.cli('export', '--workspace', workspace, '--format', 'offhook')
        self.assertEqual(done.stdout, first)
        self.assertEqual([(e['kind'], e['verdict'], e['matchedUrl'], e['params'], e['flags']) for e in self.events_in(workspace)],
                         [(e['kind'], e['verdict'], e['matchedUrl'], e['params'], e['flags']) for e in events])
        again, _ = self.load(self.sandbox.folder / 'a.offhook')
        self.assertEqual((again['imported'], again['duplicates']), (0, len(events)))

    def test_the_file_follows_its_schema(self):
        """The schema's own words, checked by hand: members and types that it names are all there are."""
        self.capture()
        schema = json.loads((program_root() / 'docs/event-file.schema.json').read_text())
        known = schema['$defs']['event']['properties']
        lines = [json.loads(line) for line in self.export('offhook').splitlines()]
        self.assertLessEqual(set(lines[0]), set(schema['$defs']['header']['properties']))
        for event in lines[1:]:
            self.assertLessEqual(set(event), set(known))
            for name in schema['$defs']['event']['required']:
                self.assertIn(name, event)
            for part in ('request', 'response', 'verification', 'refusal'):
                self.assertLessEqual(set(event.get(part, {})), set(known[part]['properties']))

    def test_every_data_format_comes_back(self):
        events = self.capture()
        for name, whole in (('jsonl', len(events)), ('json', len(events)), ('har', len(events) - 1), ('raw', len(events) - 1)):
            with self.subTest(name):
                file = self.write(f'x.{name}', self.export(name))
                report, workspace = self.load(file, f'{name}.offhook-workspace', code=0)
                self.assertEqual(report['imported'], whole, report)
                bodies = [e['params'] for e in self.events_in(workspace)]
                self.assertEqual(bodies[:3], [e['params'] for e in events[:3]])

    def test_a_damaged_file_is_read_as_far_as_it_goes(self):
        self.capture()
        lines = self.export('offhook').splitlines(keepends=True)
        lines[2] = b'{"broken\n'
        lines[4] = b'\xff\xfe\x00\n'
        report, _ = self.load(self.write('b.offhook', b''.join(lines)[:-30]), code=1)
        self.assertEqual(report['imported'], len(lines) - 1 - 3)
        self.assertEqual({p['line'] for p in report['problems']}, {3, 5, len(lines), 0})

    def test_what_is_no_file_of_events_is_refused(self):
        for name, data in (('empty', b''), ('text', b'hello\n'), ('png', b'\x89PNG\r\n\x1a\n'), ('deep', b'[' * 100_000)):
            done = self.sandbox.cli('import', self.write(name, data), '--workspace', self.sandbox.folder / 'w2')
            self.assertEqual(done.returncode, 1, name)
        done = self.sandbox.cli('import', '/no/such/file', '--workspace', self.sandbox.folder / 'w2')
        self.assertEqual(done.returncode, 1)


def program_root():
    from pathlib import Path
    return Path(__file__).resolve().parents[2]


class CodeTest(ExchangeTest):
    """Every format that is a program runs, and sends what was captured."""

    def run_command(self, command, cwd, env):
        done = subprocess.run(command, cwd=cwd, env={**os.environ, **self.sandbox.env, **env}, capture_output=True,
                              timeout=PATIENCE * 4, check=False)
        self.assertEqual(done.returncode, 0, (command, done.stdout, done.stderr))
        return done.stdout

    def captured_here(self):
        """Captured under the URL of an application that runs, so that programs send there."""
        app = App(self)
        events = self.capture(answer=App.ANSWER, public_url=app.url)
        return app, [e for e in events if not e.get('error')]

    def sent_to_offhook(self):
        app, events = self.captured_here()
        wholes = [self.sandbox.show(e['id']) for e in events]
        return app, events, [w['request']['body'] if 'chunked' not in w['request']['head'].decode().lower() else b'abc' for w in wholes]

    def test_curl_lines_send_the_same_bytes(self):
        app, events, bodies = self.sent_to_offhook()
        for event in events:
            line = self.export('curl', event['id'])
            app.requests.clear()
            self.run_command(['sh', '-c', line.decode()], self.sandbox.folder, {})
            method, path, headers, body = app.requests[0]
            self.assertEqual((method, path), (event['method'], event['target']))
            self.assertEqual(body, bodies[events.index(event)])
            whole = self.sandbox.show(event['id'])['request']['head'].decode()
            self.assertEqual(headers.get('X-Twilio-Signature'),
                             (re.findall(r'(?m)^X-Twilio-Signature: (\S+)', whole) or [None])[0])
        # And a script of all of them.
        app.requests.clear()
        self.run_command(['sh', str(self.write('all.sh', self.export('curl')))], self.sandbox.folder, {})
        self.assertEqual([r[3] for r in app.requests], bodies)

    def test_programs_sign_and_send_the_same_bytes(self):
        app, events, bodies = self.sent_to_offhook()
        for name, file, command in self.languages():
            with self.subTest(name):
                folder = self.sandbox.folder / name
                folder.mkdir()
                (folder / file).write_bytes(self.export(name))
                if name == 'csharp':
                    self.compile_csharp(folder, file)
                app.requests.clear()
                self.run_command(command, folder, {'TWILIO_AUTH_TOKEN': TOKEN, 'GOCACHE': str(folder / 'cache')})
                self.assertEqual([r[3] for r in app.requests], bodies)
                self.assertEqual([r[1] for r in app.requests], [e['target'] for e in events])
                self.check_signatures(app)

    def check_signatures(self, app):
        lines = []
        for method, path, headers, body in app.requests:
            content_type = headers.get('Content-Type') or ''
            # The SDK wants bodySHA256 of a body that is no form, which only Twilio's own have.
            if content_type == FORM or 'bodySHA256' in path:
                lines.append(json.dumps({'token': TOKEN, 'method': method, 'url': app.url + path, 'contentType': content_type,
                                         'body': base64.b64encode(body).decode(),
                                         'signature': headers['X-Twilio-Signature']}))
        self.assertGreaterEqual(len(lines), 3)
        verdicts = node('check-signed.mjs', given='\n'.join(lines).encode())
        self.assertTrue(all(v['valid'] for v in verdicts), list(zip(lines, verdicts)))

    def compile_csharp(self, folder, file):
        """Mono's compiler knows no statements outside a method, which .NET has."""
        text = (folder / file).read_text()
        begin, end = text.rindex('\nusing ') + 1, text.index('static class Webhook')
        begin = text.index('\n', begin) + 1
        whole = (text[:begin] + 'static class Program {\nstatic void Main() { Run().Wait(); }\n'
                 'static async Task Run() {\n' + text[begin:end] + '}\n}\n' + text[end:])
        (folder / file).write_text(whole)
        self.run_command(['mcs', '-langversion:latest', '-r:System.Net.Http', file], folder, {})

    @staticmethod
    def languages():
        return [('node', 'send.js', ['node', 'send.js']), ('python', 'send.py', [sys.executable, 'send.py']),
                ('php', 'send.php', ['php', 'send.php']), ('ruby', 'send.rb', ['ruby', 'send.rb']),
                ('go', 'main.go', ['go', 'run', 'main.go']), ('java', 'Webhook.java', ['java', 'Webhook.java']),
                ('csharp', 'Send.cs', ['mono', 'Send.exe'])]

    def test_regression_tests_pass_and_can_fail(self):
        app, events, _ = self.sent_to_offhook()
        env = {'TWILIO_AUTH_TOKEN': TOKEN, 'APP_URL': app.url}
        pytest = self.write('test_webhooks.py', self.export('pytest'))
        run = ('import sys, test_webhooks as t\n'
               'tests = [f for n, f in vars(t).items() if n.startswith("test_")]\n'
               '[f() for f in tests]\nprint(len(tests))\n')
        command = [sys.executable, '-B', '-c', run]
        passed = self.run_command(command, self.sandbox.folder, env)
        self.assertEqual(int(passed), len(events))
        jest = self.write('webhooks.test.cjs', self.jest_words() + self.export('jest'))
        said = self.run_command(['node', '--test', jest.name], self.sandbox.folder, env)
        self.assertIn(f'pass {len(events)}', said.decode())
        self.assertTrue(pytest.exists())
        app_answer, App.ANSWER = App.ANSWER, b'<Response/>'
        try:
            for failing in (command, ['node', '--test', jest.name]):
                done = subprocess.run(failing, cwd=self.sandbox.folder, env={**os.environ, **self.sandbox.env, **env},
                                      capture_output=True, timeout=PATIENCE * 4, check=False)
                self.assertNotEqual(done.returncode, 0, failing)
        finally:
            App.ANSWER = app_answer

    @staticmethod
    def jest_words():
        """Jest's two words, over Node's own runner."""
        return (b"const { test } = require('node:test');\nconst expect = (got) => ({ toBe: (want) => "
                b"require('node:assert').strictEqual(got, want) });\n")


class FormatTest(ExchangeTest):
    def test_har_is_valid_for_the_official_schema(self):
        self.capture()
        verdict = node('check-har.mjs', given=self.export('har'))
        self.assertEqual(verdict, [{'valid': True, 'entries': 6}])

    def test_csv_is_read_back_by_a_reader_of_rfc_4180(self):
        import csv
        import io
        events = self.capture()
        rows = list(csv.DictReader(io.StringIO(self.export('csv').decode(), newline='')))
        self.assertEqual([row['id'] for row in rows], [str(e['id']) for e in events])
        for row in rows:
            for cell in row.values():
                self.assertFalse(cell.startswith(('=', '+', '-', '@', '\t', '\r')), cell)

    def test_filters_ids_and_formats_are_named(self):
        self.capture()
        self.assertEqual(len(self.export('jsonl', '--filter', 'kind:sms').splitlines()), 2)
        self.assertEqual(len(self.export('jsonl', '2', '4').splitlines()), 2)
        listed = self.sandbox.cli('export', '--list', '--json').stdout.splitlines()
        self.assertEqual(len(listed), 23)
        for arguments in (['--format', 'nonsense'], ['--format', 'har', 'x'], ['--format', 'har', '--filter', 'a:(']):
            done = self.sandbox.cli('export', '--workspace', self.sandbox.workspace, *arguments)
            self.assertEqual(done.returncode, 2, arguments)
        file = self.sandbox.folder / 'out.offhook'
        done = self.sandbox.cli('export', '--workspace', self.sandbox.workspace, '-o', file, '--json')
        self.assertEqual(json.loads(done.stdout)['format'], 'offhook')
        self.assertEqual(file.read_bytes(), self.export('offhook'))

    def test_tokens_are_in_no_export(self):
        self.capture()
        for line in self.sandbox.cli('export', '--list', '--json').stdout.splitlines():
            self.assertNotIn(TOKEN.encode(), self.export(json.loads(line)['name']))


class RedactionTest(ExchangeTest):
    def test_the_sdk_accepts_every_event_that_was_signed_again(self):
        server = self.serve()
        for kind in ('sms', 'json'):
            sdk_sends(server, kind, f'/{kind}', count=10)
        server.stop()
        lines = self.export('offhook', '--redact').splitlines()
        key = json.loads(lines[0])['throwAwayKey']
        self.assertNotEqual(key, TOKEN)
        asked = []
        for event in map(json.loads, lines[1:]):
            self.assertEqual(event['verification']['verdict'], 'valid')
            head = event['request']['head']
            fields = {n.lower(): v for n, v in (line.split(': ', 1) for line in head.split('\r\n')[1:] if line)}
            asked.append(json.dumps({'token': key, 'method': head.split(' ')[0], 'url': event['verification']['matchedUrl'],
                                     'contentType': fields['content-type'],
                                     'body': base64.b64encode(event['request'].get('body', '').encode()).decode(),
                                     'signature': fields['x-twilio-signature']}))
        self.assertEqual(len(asked), 20)
        self.assertEqual(node('check-signed.mjs', given='\n'.join(asked).encode()), [{'valid': True}] * 20)

    def test_no_original_is_in_the_file_and_relations_stay(self):
        chance = random.Random(7)
        server = self.serve()
        number = '+1415' + ''.join(chance.choices('23456789', k=7))
        name = ''.join(chance.choices('abcdefghijkmnpqrstuvwxyz', k=11))
        sid = 'SM' + ''.join(chance.choices('0123456789abcdef', k=32))
        for _ in range(3):
            body = f'MessageSid={sid}&From=%2B{number[1:]}&Body=hello+{name}&ProfileName={name}&token={name}{number[1:]}'
            server.send(post(f'/sms?for={name}', body.encode()))
        server.stop()
        text = self.export('offhook', '--redact')
        for value in (number, number[1:], name, sid, 'hooks.example.test'):
            for form in (value, value.replace('+', '%2B'), base64.b64encode(value.encode()).decode().rstrip('='), value.encode().hex()):
                self.assertNotIn(form.encode(), text)
        _, workspace = self.load(self.write('r.offhook', text))
        events = self.events_in(workspace)
        self.assertEqual(len(events), 3)
        self.assertEqual(len({e['from'] for e in events}), 1)
        self.assertEqual(len({e['sid'] for e in events}), 1)
        self.assertRegex(events[0]['from'], r'^\+1\d{3}55501\d\d$')
        self.assertRegex(events[0]['sid'], r'^SM[0-9a-f]{32}$')
        params = dict(map(tuple, events[0]['params']))
        self.assertEqual(params['Body'].split(' ')[1], params['ProfileName'])


class OthersTest(ExchangeTest):
    def test_files_of_other_programs(self):
        raw = base64.b64encode(post('/sms', b'MessageSid=SM1&From=%2B1&Body=hi')).decode()
        answer = base64.b64encode(b'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<Response/>').decode()
        ngrok = {'uri': '/api/requests/http', 'requests': [{
            'uri': '/api/requests/http/1', 'id': '1', 'remote_addr': '54.1.2.3', 'start': '2026-01-15T10:30:00-08:00',
            'duration': 3893202, 'request': {'method': 'POST', 'uri': '/sms', 'raw': raw},
            'response': {'status': '200 OK', 'status_code': 200, 'raw': answer}}]}
        calls = {'page': 0, 'events': [{
            'request': {'method': 'POST', 'url': 'https://a.example/voice', 'parameters': {'CallSid': 'CA' + '0' * 32}},
            'response': {'response_code': 200, 'request_duration': 40, 'content_type': 'text/xml',
                         'response_body': '<Response/>', 'date_created': 'Thu, 15 Jan 2026 10:30:00 +0000'}}]}
        alerts = {'alerts': [{'sid': 'NO' + '0' * 32, 'error_code': '11200', 'alert_text': 'x', 'request_method': 'POST',
                              'request_url': 'https://a.example/sms', 'request_variables': 'Body=x&From=%2B1',
                              'date_generated': '2026-01-15T10:30:00Z'},
                             {'sid': 'NO' + '1' * 32, 'alert_text': 'x', 'request_url': 'https://a.example/sms'}]}
        curl = b"# two\ncurl -X POST https://a.example/x \\\n  -d 'a=1'\ncurl 'https://a.example/y' -F f=@/etc/passwd\n"
        for name, data, imported, problems in (('ngrok', json.dumps(ngrok).encode(), 1, 0),
                                               ('calls', json.dumps(calls, indent=1).encode(), 1, 0),
                                               ('alerts', json.dumps(alerts).encode(), 1, 1),
                                               ('curl', curl, 1, 1)):
            with self.subTest(name):
                report, workspace = self.load(self.write(name, data), f'{name}.w', code=1 if problems else 0)
                self.assertEqual((report['imported'], report['problemCount']), (imported, problems), report)
                self.assertEqual(len(self.events_in(workspace)), imported)
                again, _ = self.load(self.sandbox.folder / name, f'{name}.w', code=1 if problems else 0)
                self.assertEqual(again['duplicates'], imported)


if __name__ == '__main__':
    unittest.main()
