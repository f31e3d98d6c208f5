"""Replay: stored events go to a real app again, the official SDKs accept every re-signed one, suites pass and fail."""
import contextlib
import http.server
import json
import sqlite3
import threading
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

from support import TOKEN, EndToEnd, Running, program, sdk_sends

PYTHON_SUPPORT = Path(__file__).resolve().parent.parent / 'support' / 'python-twilio'


class App:
    """Answers as it is told; keeps what it got."""

    def __init__(self, test):
        app = self
        self.requests = []
        self.status, self.answer = 200, b'<Response><Message>Thanks</Message></Response>'

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                app.requests.append((self.path, self.headers, body))
                self.send_response(app.status)
                self.send_header('Content-Type', 'text/xml')
                self.send_header('Content-Length', str(len(app.answer)))
                self.end_headers()
                self.wfile.write(app.answer)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        test.addCleanup(self.server.server_close)
        test.addCleanup(self.server.shutdown)
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}'


class ReplayTest(EndToEnd):
    def capture(self, count=3, answer=b'<Response><Message>Thanks</Message></Response>'):
        """A workspace with signed messages, and one signed JSON request, answered with this TwiML."""
        file = self.sandbox.folder / 'answer.xml'
        file.write_bytes(answer)
        server = self.serve('--answer', file)
        sdk_sends(server, 'sms', '/sms?tenant=7', count=count)
        sdk_sends(server, 'json', '/json')
        server.stop()
        return [event['id'] for event in self.sandbox.events()]

    def replay(self, *arguments, token=None, json_lines=True, workspace=True):
        done = self.sandbox.cli('replay', *arguments, *(['--json'] if json_lines else []),
                                *(['--workspace', self.sandbox.workspace] if workspace else []), token=token)
        attempts = [json.loads(line) for line in done.stdout.splitlines()] if json_lines else done.stdout
        return done.returncode, attempts, done.stderr.decode()

    def suite(self):
        file = self.sandbox.folder / 'suite.offhook'
        done = self.sandbox.cli('export', '--workspace', self.sandbox.workspace, '--format', 'offhook', '-o', file)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return file

    def running_app(self, *command):
        app = Running(self, list(map(str, command)), {**self.sandbox.env, 'TWILIO_AUTH_TOKEN': TOKEN})
        port = json.loads(app.wait_for(r'\{"port": ?\d+\}')[0])['port']
        return app, f'http://127.0.0.1:{port}'

    def test_events_go_to_the_app_as_they_were(self):
        ids = self.capture()
        app = App(self)
        code, attempts, _ = self.replay(ids[1], ids[0], '--to', app.url)
        self.assertEqual(code, 0)
        self.assertEqual([a['id'] for a in attempts], [ids[1], ids[0]])
        self.assertEqual([(a['status'], a['verdict'], a['url']) for a in attempts],
                         [(200, 'same', f'{app.url}/sms?tenant=7')] * 2)
        path, headers, body = app.requests[0]
        original = self.sandbox.show(ids[1])
        self.assertEqual((path, body), ('/sms?tenant=7', original['request']['body']))
        self.assertEqual(headers['X-Offhook-Replay-Of'], str(ids[1]))
        signature = dict(line.split(b': ', 1) for line in original['request']['head'].split(b'\r\n')[1:] if line)
        self.assertEqual(headers['X-Twilio-Signature'].encode(),
                         {k.lower(): v for k, v in signature.items()}[b'x-twilio-signature'])

    def test_edited_filtered_and_paced(self):
        self.capture()
        app = App(self)
        code, attempts, _ = self.replay('--filter', 'kind:sms', '--to', app.url + '/other', '--set', 'Body=edited & more',
                                        '--header', 'X-Mine: 1', '--rate', '100', '--speed', '100', '--concurrency', '2')
        self.assertEqual((code, len(attempts)), (0, 3))
        for path, headers, body in app.requests:
            self.assertEqual(path, '/other?tenant=7')
            self.assertIn(b'Body=edited+%26+more', body)
            self.assertEqual(headers['X-Mine'], '1')

    def test_to_a_route_of_the_workspace(self):
        ids = self.capture(count=1)
        app = App(self)
        routes = {'offhookRoutes': 1, 'routes': [
            {'id': 'r1', 'name': 'My app', 'target': app.url, 'enabled': False, 'transform': 'form-json'}]}
        with contextlib.closing(sqlite3.connect(self.sandbox.workspace)) as file, file: # as the window keeps them
            file.execute("INSERT OR REPLACE INTO setting VALUES ('routes', ?)", (json.dumps(routes).encode(),))
        code, attempts, stderr = self.replay(ids[0], '--route', 'my APP', '--set', 'Body=Hi')
        self.assertEqual((code, attempts[0]['url']), (0, f'{app.url}/sms?tenant=7'), stderr)
        path, headers, body = app.requests[0]
        self.assertEqual((headers['Content-Type'], json.loads(body)['Body']), ('application/json', 'Hi'))
        code, _, stderr = self.replay(ids[0], '--route', 'Other')
        self.assertEqual(code, 2)
        self.assertIn('no route “Other”; its routes: My app', stderr)
        self.assertEqual(self.replay(ids[0], '--route', 'My app', '--to', app.url)[0], 2)

    def test_the_sdks_express_middleware_accepts_every_resigned_replay(self):
        ids = self.capture(count=5)
        app, url = self.running_app('node', f'{program("OFFHOOK_SDK")}/express-app.mjs')
        code, attempts, _ = self.replay(*ids, '--to', url, '--sign', token=TOKEN)
        self.assertEqual((code, [a['status'] for a in attempts]), (0, [200] * 6), app.everything())
        code, attempts, _ = self.replay(*ids, '--to', url, '--sign', '--set', 'Body=é+%20 &=?', token=TOKEN)
        self.assertEqual([a.get('status') for a in attempts], [200] * 5 + [None])
        self.assertIn('no form', attempts[-1]['error'])
        code, attempts, _ = self.replay('--filter', '', '--to', f'{url}/path%2Fx?q=%27', '--sign', token=TOKEN)
        self.assertEqual((code, [a['status'] for a in attempts]), (0, [200] * 6), app.everything())

    def test_without_signing_anew_the_middleware_refuses(self):
        ids = self.capture(count=1)
        _, url = self.running_app('node', f'{program("OFFHOOK_SDK")}/express-app.mjs')
        code, attempts, _ = self.replay(ids[0], '--to', url)
        self.assertEqual((code, attempts[0]['status'], attempts[0]['verdict']), (1, 403, 'regressed'))

    def test_the_python_library_accepts_every_resigned_replay(self):
        ids = self.capture(count=5)
        app, url = self.running_app('/usr/bin/python3', PYTHON_SUPPORT / 'app.py')
        code, attempts, _ = self.replay(*ids, '--to', url, '--sign', token=TOKEN)
        self.assertEqual((code, [a['status'] for a in attempts]), (0, [200] * 6), app.everything())
        code, attempts, _ = self.replay(ids[0], '--to', url, '--sign', token='0' * 32)
        self.assertEqual((code, attempts[0]['status']), (1, 403))

    def test_verdicts(self):
        ids = self.capture(count=1)
        app = App(self)
        app.answer = b'<Response><Message>Bye</Message></Response>'
        code, attempts, _ = self.replay(ids[0], '--to', app.url)
        self.assertEqual((code, attempts[0]['verdict']), (0, 'changed'))
        self.assertEqual(attempts[0]['differences'], ['Message Thanks → Message Bye'])
        app.status = 500
        code, attempts, _ = self.replay(ids[0], '--to', app.url)
        self.assertEqual((code, attempts[0]['verdict']), (1, 'regressed'))
        app.server.shutdown()
        app.server.server_close()
        code, attempts, _ = self.replay(ids[0], '--to', app.url)
        self.assertEqual((code, attempts[0]['verdict']), (1, 'failed'))
        self.assertTrue(attempts[0]['error'])
        self.assertNotIn('status', attempts[0])

    def test_hosts_that_nobody_confirmed_are_refused(self):
        ids = self.capture(count=1)
        for url in ('https://example.com', 'http://192.0.2.1', 'http://127.0.0.1.example.com', 'http://user@192.0.2.1'):
            code, attempts, errors = self.replay(ids[0], '--to', url)
            self.assertEqual((code, attempts), (2, []), url)
            self.assertIn('--allow-host', errors)
        # Allowed, it is tried: .invalid has no address (RFC 6761 6.4).
        code, attempts, errors = self.replay(ids[0], '--to', 'http://app.invalid', '--allow-host', 'App.Invalid')
        self.assertEqual((code, attempts[0]['verdict']), (1, 'failed'), errors)

    def test_bad_usage(self):
        ids = self.capture(count=1)
        for arguments in ([], [ids[0]], ['--to', 'http://127.0.0.1:1'], [ids[0], '--to', 'ftp://a'],
                          [ids[0], 'x.offhook', '--to', 'http://127.0.0.1:1'],
                          [ids[0], '--filter', 'kind:sms', '--to', 'http://127.0.0.1:1'],
                          [ids[0], '--to', 'http://127.0.0.1:1', '--speed', '-1'],
                          [ids[0], '--to', 'http://127.0.0.1:1', '--rate', 'x'],
                          [ids[0], '--to', 'http://127.0.0.1:1', '--concurrency', '0'],
                          [ids[0], '--to', 'http://127.0.0.1:1', '--set', 'x'],
                          [ids[0], '--to', 'http://127.0.0.1:1', '--header', 'a b: c'],
                          [ids[0], '--to', 'http://127.0.0.1:1', '--ignore', 'x']):
            code, attempts, errors = self.replay(*arguments)
            self.assertEqual((code, attempts), (2, []), (arguments, errors))
        code, _, _ = self.replay(ids[0], '--to', 'http://127.0.0.1:1', '--sign')
        self.assertEqual(code, 4)

    def test_a_suite_passes_and_fails(self):
        self.capture()
        suite = self.suite()
        app = App(self)
        report = self.sandbox.folder / 'report.xml'
        code, text, errors = self.replay(suite, '--to', app.url, '--expect', '--junit', report, json_lines=False,
                                         workspace=False)
        self.assertEqual(code, 0, (text, errors))
        root = xml.parse(report).getroot()
        self.assertEqual((root.tag, root.get('tests'), root.get('failures'), root.get('errors')),
                         ('testsuites', '4', '0', '0'))
        app.answer = b'<Response>\n <Message>Order 17 &quot;]]&gt;</Message></Response>'
        code, text, _ = self.replay(suite, '--to', app.url, '--expect', '--junit', report, json_lines=False,
                                    workspace=False)
        self.assertEqual(code, 1)
        self.assertIn('Message Thanks → Message Order 17', text.decode())
        root = xml.parse(report).getroot()
        self.assertEqual([root.find('testsuite').get(k) for k in ('tests', 'failures', 'errors', 'name')],
                         ['4', '4', '0', 'suite'])
        self.assertIn(']]>', root.find('testsuite/testcase/failure').text)
        code, _, _ = self.replay(suite, '--to', app.url, '--expect', '--ignore', 'text:Thanks|Order.*', json_lines=False,
                                 workspace=False)
        self.assertEqual(code, 0)

    def test_a_suite_that_is_damaged_does_not_pass(self):
        self.capture(count=2)
        suite = self.suite()
        lines = suite.read_bytes().split(b'\n')
        suite.write_bytes(b'\n'.join([*lines[:2], lines[2][:40], *lines[3:]]))
        code, attempts, errors = self.replay(suite, '--to', App(self).url, '--expect', workspace=False)
        self.assertEqual((code, [a['verdict'] for a in attempts]), (1, ['same'] * 2), errors)
        self.assertRegex(errors, r'suite\.offhook:3: ')

    def test_an_empty_suite_does_not_pass(self):
        self.capture(count=1)
        code, _, errors = self.replay('--filter', 'kind:voice', '--to', App(self).url, '--expect')
        self.assertEqual(code, 1)
        self.assertIn('nothing to replay', errors)

    def test_a_redacted_suite_is_signed_with_its_own_key(self):
        self.capture()
        file = self.sandbox.folder / 'safe.offhook'
        done = self.sandbox.cli('export', '--workspace', self.sandbox.workspace, '--format', 'offhook', '--redact',
                                '-o', file)
        self.assertEqual(done.returncode, 0, done.stderr)
        key = json.loads(file.read_bytes().split(b'\n')[0])['throwAwayKey']
        app = Running(self, ['node', f'{program("OFFHOOK_SDK")}/express-app.mjs'],
                      {**self.sandbox.env, 'TWILIO_AUTH_TOKEN': key})
        port = json.loads(app.wait_for(r'\{"port": ?\d+\}')[0])['port']
        code, attempts, errors = self.replay(file, '--to', f'http://127.0.0.1:{port}', '--sign', workspace=False)
        self.assertEqual((code, [a['status'] for a in attempts]), (0, [200] * 4), errors)

    def test_through_offhook_itself(self):
        ids = self.capture(count=1)
        server = self.serve(public_url=None)
        code, attempts, _ = self.replay(ids[0], '--to', server.url, '--sign', token=TOKEN)
        server.stop()
        self.assertEqual(code, 0, attempts)
        event = self.sandbox.events()[-1]
        self.assertEqual((event['verdict'], event['kind']), ('valid', 'sms.inbound'))
        self.assertIn(f'X-Offhook-Replay-Of: {ids[0]}\r\n'.encode(), self.sandbox.show(event['id'])['request']['head'])


if __name__ == '__main__':
    unittest.main()
