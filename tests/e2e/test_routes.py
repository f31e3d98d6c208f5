"""Copies for routes: nothing that was acknowledged is lost by SIGKILL, and nothing that was confirmed is sent again."""
import json
import random
import re
import socketserver
import sqlite3
import subprocess
import threading
import unittest
from urllib.parse import parse_qs

from support import EndToEnd, wait_until

EVENTS = 500


class App(socketserver.ThreadingTCPServer):
    """An app behind a route; keeps what it was sent, and answers each request as it is told."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer):
        super().__init__(('127.0.0.1', 0), Handler)
        self.answer = answer
        self.received = []
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f'http://127.0.0.1:{self.server_address[1]}'

    def sids(self):
        with self.lock:
            return [sid for sid, _, _ in self.received]


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        head = b''
        while not head.endswith(b'\r\n\r\n'):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        length = re.search(rb'\r\ncontent-length: (\d+)\r\n', head, re.I)
        body = self.rfile.read(int(length[1])) if length else b''
        sid = parse_qs(body.decode())['MessageSid'][0] if b'=' in body else json.loads(body)['MessageSid']
        with self.server.lock:
            self.server.received.append((sid, head, body))
        answer = self.server.answer(sid)
        if answer:
            try:
                self.wfile.write(b'HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' % answer)
            except OSError:
                pass # the other side was killed


def callback(number, status='sent', path='/status'):
    body = b'MessageSid=SM%032d&MessageStatus=%s' % (number, status.encode())
    return (b'POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n'
            % (path.encode(), len(body))) + body


def sid_of(number):
    return f'SM{number:032d}'


class RoutesTest(EndToEnd):
    def app(self, answer=lambda sid: b'200 OK'):
        app = App(answer)
        self.addCleanup(app.server_close)
        self.addCleanup(app.shutdown)
        return app

    def routes(self, app, **members):
        file = self.sandbox.folder / 'routes.json'
        route = {'name': 'App', 'target': app.url, 'retries': {'most': 50, 'firstMs': 20, 'longestMs': 200}, **members}
        file.write_text(json.dumps({'offhookRoutes': 1, 'routes': [route]}))
        return file

    def rows(self, sql):
        with sqlite3.connect(self.sandbox.workspace) as workspace:
            return workspace.execute(sql).fetchall()

    def waiting(self):
        """SIDs of the copies that are not confirmed."""
        return {row[0].decode() if isinstance(row[0], bytes) else row[0] for row in
                self.rows('SELECT sid FROM event JOIN delivery ON delivery.event = event.id')}


class KillTest(RoutesTest):
    def test_sigkill_loses_no_copy_and_repeats_none_that_was_confirmed(self):
        seed = random.randrange(1 << 30)
        dice = random.Random(seed)
        print(f'seed {seed}', flush=True)
        app = self.app(lambda sid: dice.choice([b'200 OK', b'200 OK', b'200 OK', b'503 Busy', None]))
        file = self.routes(app, concurrency=8, rate={'count': 30, 'seconds': 1})
        server = self.serve('--routes', file)
        with server.connect() as connection:
            for number in range(EVENTS):
                connection.send(callback(number))
                self.assertEqual(connection.answer().status, 204)
        kills = repeated = 0
        while True:
            with self.assertRaises(subprocess.TimeoutExpired):
                server.process.wait(dice.uniform(0.05, 0.6))
            server.process.kill()
            server.join()
            kills += 1
            confirmed = {sid_of(n) for n in range(EVENTS)} - self.waiting()
            if len(confirmed) == EVENTS:
                break
            self.assertLess(kills, 300, f'{len(confirmed)} confirmed')
            before = len(app.sids())
            server = self.serve('--routes', file)
            wait_until(lambda: len(app.sids()) > before, 'another request')
            again = [sid for sid in app.sids()[before:] if sid in confirmed]
            self.assertEqual(again, [], 'confirmed, and sent again')
        seen = app.sids()
        print(f'{kills} kills, {len(seen)} requests for {EVENTS} copies', flush=True)
        self.assertEqual(set(seen), {sid_of(n) for n in range(EVENTS)})
        self.assertGreater(kills, 3)
        after = len(app.sids())
        server = self.serve('--routes', file) # nothing is left to send
        self.assertEqual(server.stop(), 0)
        self.assertEqual(len(app.sids()), after)


class ContractTest(RoutesTest):
    def test_a_form_arrives_as_json_and_in_order(self):
        app = self.app()
        server = self.serve('--routes', self.routes(app, transform='form-json', inOrder={'waitMs': 60000}))
        for status in ('delivered', 'sent'):
            self.assertEqual(server.send(callback(1, status)).status, 204)
        wait_until(lambda: len(app.sids()) == 2, 'both')
        self.assertEqual([json.loads(body)['MessageStatus'] for _, _, body in app.received], ['sent', 'delivered'])
        self.assertIn(b'\r\nContent-Type: application/json\r\n', app.received[0][1])
        self.assertIn(b'\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: hooks.example.test\r\n', app.received[0][1])
        self.assertEqual(server.stop(), 0)

    def test_what_rests_is_listed_retried_and_discarded(self):
        answers = {sid_of(3): b'200 OK'}
        app = self.app(lambda sid: answers.get(sid, b'404 Not Found'))
        file = self.routes(app)
        server = self.serve('--routes', file)
        for number in range(4):
            server.send(callback(number, path=f'/n{number}'))
        wait_until(lambda: len(app.sids()) == 4, 'four requests')
        wait_until(lambda: self.rows('SELECT count(*) FROM delivery WHERE state = 1') == [(3,)], 'three that rest')
        self.assertEqual(self.undelivered('retry', '--all').returncode, 1) # the workspace is in use
        self.assertEqual(server.stop(), 0)

        copies = self.listed()
        self.assertEqual([c['sid'] for c in copies], [sid_of(2), sid_of(1), sid_of(0)])
        self.assertEqual({(c['status'], c['tries'], c['error']) for c in copies}, {(404, 1, '')})
        self.assertEqual([c['sid'] for c in self.listed('--filter', 'path:/n1')], [sid_of(1)])
        self.assertEqual(len(self.listed('--route', 'App')), 3)
        self.assertEqual(self.listed('--route', 'Other'), [])
        self.assertEqual(self.undelivered('discard', copies[0]['id']).returncode, 0)
        self.assertEqual(self.undelivered('discard', copies[0]['id']).returncode, 1)
        done = self.undelivered('retry', '--filter', 'path:/n1', '--json')
        self.assertEqual(json.loads(done.stdout), {'id': copies[1]['id'], 'outcome': 'waiting'})
        self.assertEqual([c['sid'] for c in self.listed()], [sid_of(0)])

        answers[sid_of(1)] = b'204 No Content'
        server = self.serve('--routes', file)
        wait_until(lambda: app.sids().count(sid_of(1)) == 2, 'the retry')
        wait_until(lambda: self.rows('SELECT count(*) FROM delivery WHERE state = 0') == [(0,)], 'its confirmation')
        self.assertEqual(server.stop(), 0)
        self.assertEqual(len(app.sids()), 5)

    def test_bad_usage_is_said(self):
        for arguments in (('retry',), ('discard',), ('list', '7'), ('retry', 'x'), ('throw',), ()):
            self.assertEqual(self.undelivered(*arguments).returncode, 2, arguments)
        file = self.sandbox.folder / 'routes.json'
        file.write_text('{"offhookRoutes": 1, "routes": [{"name": "a", "target": "nowhere"}]}')
        done = self.sandbox.cli('serve', '--listen', '127.0.0.1:0', '--workspace', self.sandbox.workspace, '--routes', file)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'routes.json: line 1, routes[0].target: the URL starts with http:// or https://', done.stderr)

    def undelivered(self, *arguments):
        return self.sandbox.cli('undelivered', *arguments, '--workspace', self.sandbox.workspace)

    def listed(self, *arguments):
        done = self.undelivered('list', '--json', *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == '__main__':
    unittest.main()
