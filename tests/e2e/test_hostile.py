"""Hostile HTTP: each kind is refused with its status, the connection ends, and the record holds the bytes and the reason.

Rules: RFC 9112 and RFC 9110; limits: core/http/limits.h; names: core/http/refusal.h.
"""
import random
import time
import unittest

from support import EndToEnd, wait_until

H = b'Host: a\r\n'
FOLLOWER = b'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n'
MIB = 1024 * 1024

# (what it is, bytes, status, reason)
REFUSED = [
    ('both Content-Length and Transfer-Encoding',
     b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400,
     'length-and-transfer-encoding'),
    ('Transfer-Encoding before Content-Length',
     b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n', 400,
     'length-and-transfer-encoding'),
    ('differing Content-Length', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400,
     'differing-content-length'),
    ('repeated equal Content-Length', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: 1\r\nContent-Length: 1\r\n\r\na', 400,
     'repeated-content-length'),
    ('a list in Content-Length', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: 1, 1\r\n\r\na', 400,
     'repeated-content-length'),
    ('a negative Content-Length', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: -1\r\n\r\n', 400, 'invalid-content-length'),
    ('a hexadecimal Content-Length', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: 0x1\r\n\r\na', 400,
     'invalid-content-length'),
    ('a signed Content-Length', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: +1\r\n\r\na', 400, 'invalid-content-length'),
    ('a coding other than chunked', b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: gzip\r\n\r\n', 501,
     'unsupported-transfer-coding'),
    ('another coding before chunked', b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 501,
     'unsupported-transfer-coding'),
    ('chunked twice', b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n', 501,
     'unsupported-transfer-coding'),
    ('chunked in two fields',
     b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n', 501,
     'unsupported-transfer-coding'),
    ('obs-fold', b'GET /h HTTP/1.1\r\n' + H + b'X-A: one\r\n two\r\n\r\n', 400, 'obsolete-folding'),
    ('a space before the colon', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length : 0\r\n\r\n', 400, 'space-before-colon'),
    ('a bare CR in a value', b'GET /h HTTP/1.1\r\n' + H + b'X-A: one\rtwo\r\n\r\n', 400, 'bare-carriage-return'),
    ('a NUL in a value', b'GET /h HTTP/1.1\r\n' + H + b'X-A: one\0two\r\n\r\n', 400, 'nul-byte'),
    ('a field without a colon', b'GET /h HTTP/1.1\r\n' + H + b'nonsense\r\n\r\n', 400, 'malformed-header'),
    ('no Host', b'GET /h HTTP/1.1\r\n\r\n', 400, 'missing-host'),
    ('two Hosts', b'GET /h HTTP/1.1\r\n' + H + b'Host: b\r\n\r\n', 400, 'repeated-host'),
    ('a Host that is none', b'GET /h HTTP/1.1\r\nHost: a/b@c\r\n\r\n', 400, 'invalid-host'),
    ('an unknown version', b'GET /h HTTP/2.0\r\n' + H + b'\r\n', 505, 'unknown-version'),
    ('a version of two digits', b'GET /h HTTP/1.10\r\n' + H + b'\r\n', 400, 'malformed-request-line'),
    ('an unknown method', b'BREW /h HTTP/1.1\r\n' + H + b'\r\n', 501, 'unknown-method'),
    ('no version', b'GET /h\r\n' + H + b'\r\n', 400, 'malformed-request-line'),
    ('two spaces in the request line', b'GET  /h HTTP/1.1\r\n' + H + b'\r\n', 400, 'malformed-request-line'),
    ('a chunk size that is no number', b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\n\r\nxyz\r\n', 400,
     'bad-chunk'),
    ('a chunk longer than it says', b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n',
     400, 'bad-chunk'),
    ('a chunk size beyond 64 bits',
     b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n', 413,
     'body-too-large'),
    ('a request line of 17 KiB', b'GET /' + b'a' * 17 * 1024 + b' HTTP/1.1\r\n' + H + b'\r\n', 414, 'request-line-too-long'),
    ('a header block of 65 KiB',
     b'GET /h HTTP/1.1\r\n' + H + b''.join(b'X-%d: %s\r\n' % (n, b'a' * 8000) for n in range(9)) + b'\r\n', 431,
     'header-too-large'),
    ('129 fields', b'GET /h HTTP/1.1\r\n' + H + b'X: y\r\n' * 128 + b'\r\n', 431, 'header-too-large'),
    ('a body that is announced too large', b'POST /h HTTP/1.1\r\n' + H + b'Content-Length: %d\r\n\r\n' % (10 * MIB + 1), 413,
     'body-too-large'),
    ('a chunked body that becomes too large',
     b'POST /h HTTP/1.1\r\n' + H + b'Transfer-Encoding: chunked\r\n\r\n' + (b'100000\r\n' + b'a' * MIB + b'\r\n') * 11, 413,
     'body-too-large'),
    ('an expectation that nobody knows', b'POST /h HTTP/1.1\r\n' + H + b'Expect: miracles\r\nContent-Length: 0\r\n\r\n', 417,
     'unsupported-expectation'),
    ('a TLS handshake on a plain port', bytes.fromhex('16030100c8010000c40303') + b'\x5a' * 194, 400,
     'tls-handshake-on-plain-port'),
]


class HostileTest(EndToEnd):
    def test_each_is_refused_with_its_status_and_kept_with_its_bytes(self):
        server = self.serve()
        for number, (what, data, status, reason) in enumerate(REFUSED, 1):
            with self.subTest(what), server.connect() as connection:
                connection.send(data)
                answer = connection.answer()
                self.assertIsNotNone(answer, 'no answer')
                self.assertEqual(answer.status, status)
                self.assertEqual(answer.headers.get('connection', '').lower(), 'close')
                self.assertTrue(connection.is_closed())
                event = self.sandbox.events('--limit', '1')[0]
                self.assertEqual(event['id'], number, 'not recorded')
                self.assertIn('malformed', event['flags'])
                self.assertEqual(event['response']['status'], answer.status)
                self.assertEqual(event['error'], reason)
                raw = self.sandbox.raw(event['id'])
                self.assertTrue(raw, 'recorded without bytes')
                self.assertTrue(data.startswith(raw), f'recorded as {raw[:200]!r}')
                if len(data) < 1024:
                    self.assertGreaterEqual(len(raw), min(len(data), 20))

    def test_nothing_behind_a_refused_request_is_believed(self):
        """What follows on the same connection might be smuggled: it must never become a request of its own."""
        server = self.serve()
        for what, data, _, _ in REFUSED:
            with self.subTest(what), server.connect() as connection:
                connection.send(data + FOLLOWER)
                self.assertIsNotNone(connection.answer(), 'no answer')
                self.assertTrue(connection.is_closed())
        events = self.sandbox.events()
        self.assertEqual(len(events), len(REFUSED))
        self.assertEqual([e for e in events if 'error' not in e], [])

    def test_a_good_request_before_a_bad_one_is_answered_first(self):
        server = self.serve()
        with server.connect() as connection:
            connection.send(b'GET /good HTTP/1.1\r\nHost: a\r\n\r\nGET /bad HTTP/1.1\r\n\r\n')
            self.assertEqual([connection.answer().status, connection.answer().status], [204, 400])
            self.assertTrue(connection.is_closed())
        self.assertEqual([e.get('error', '') for e in self.sandbox.events()], ['', 'missing-host'])

    def test_a_request_cut_short_is_kept_as_incomplete(self):
        server = self.serve()
        cut = [b'GET /cut HTTP/1.1\r\nHost: a\r\nX-', b'POST /cut HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf']
        for number, data in enumerate(cut, 1):
            with server.connect() as connection:
                connection.send(data)
            (event,) = wait_until(lambda n=number: self.sandbox.events('--filter', '')[n - 1:n], 'the record')
            self.assertEqual((event['error'], event['response']['status']), ('incomplete', 0))
            self.assertEqual(self.sandbox.raw(event['id']), data)

    def test_a_connection_without_a_byte_leaves_no_record(self):
        server = self.serve()
        server.connect().__exit__()
        self.assertEqual(server.send(b'GET / HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)
        self.only_event()

    def test_rubbish_of_every_length_never_ends_the_server(self):
        server = self.serve()
        dice = random.Random(20260901)
        alphabet = [b'GET ', b'POST ', b'/', b' HTTP/1.1', b'\r\n', b'\n', b'\r', b':', b' ', b'\t', b'\0', b'Host: a', b'0',
                    b'Content-Length: ', b'Transfer-Encoding: chunked', b'\xff', b'f' * 20, b'5', b';', b',']
        for _ in range(300):
            with server.connect() as connection:
                connection.send(b''.join(dice.choices(alphabet, k=dice.randrange(1, 60))))
                connection.finish_sending()
                while connection.answer() is not None:
                    pass
        self.assertEqual(server.send(b'GET /after HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(self.sandbox.events()[-1]['target'], '/after')


class SlowClientsTest(EndToEnd):
    """The deadlines of core/http/limits.h, with real time: 10 s for a header, 30 s for a body."""

    def test_slow_and_silent_clients_get_408_while_others_are_served(self):
        server = self.serve()
        header, body, reader = ([server.connect() for _ in range(n)] for n in (150, 50, 1))
        silent = [server.connect() for _ in range(50)]
        for connections in (header, body, silent, reader):
            for connection in connections:
                self.addCleanup(connection.__exit__)
        for connection in header:
            connection.send(b'POST /slow HTTP/1.1\r\nHost: a\r\nX-')
        for connection in body:
            connection.send(b'POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n')
        # Asks for thousands of answers and takes none: the kernel's buffers fill, and the server must stop reading.
        reader[0].socket.settimeout(0.2)
        try:
            for _ in range(200):
                reader[0].socket.sendall(b'GET /unread HTTP/1.1\r\nHost: a\r\n\r\n' * 500)
        except TimeoutError:
            pass
        for _ in range(50):
            self.assertEqual(server.send(b'GET /other HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)
        self.assertFalse(any(c.has_data() for c in header + body + silent), 'the slow ones were not slow enough to matter')
        self._drip(header + body)
        self.assertEqual({c.answer().status for c in header}, {408})
        self.assertEqual({c.answer().status for c in body}, {408})
        for connection in header + body:
            self.assertTrue(connection.is_closed())
        self.assertEqual(server.send(b'GET /last HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)
        server.stop()
        errors = [e.get('error', '') for e in self.sandbox.events('--filter', 'path:/slow')]
        self.assertEqual(errors.count('header-timeout'), 150)
        self.assertEqual(errors.count('body-timeout'), 50)

    def _drip(self, connections):
        """A byte now and then, as slowloris does, must not put the deadline off."""
        for _ in range(3):
            for connection in connections:
                connection.send(b'a')
            time.sleep(1)


if __name__ == '__main__':
    unittest.main()
