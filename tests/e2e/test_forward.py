"""Forwarding: an Express application with the official SDK's middleware stands behind `serve --forward`, and accepts what
the SDK signed for the public URL; what it answers goes back."""
import gzip
import json
import os
import subprocess
import unittest

from support import PUBLIC_URL, TOKEN, EndToEnd, Running, program, sdk_sends, wait_until


def post(path, body=b'MessageSid=SM1&SmsStatus=received&From=%2B15551', *fields):
    head = b'POST %s HTTP/1.1\r\nHost: hooks.example.test\r\nContent-Type: application/x-www-form-urlencoded\r\n' % path
    return head + b''.join(field + b'\r\n' for field in fields) + b'Content-Length: %d\r\n\r\n' % len(body) + body


class Application(Running):
    def __init__(self, test, *arguments):
        command = ['node', f'{program("OFFHOOK_SDK")}/forward-app.mjs', *map(str, arguments)]
        super().__init__(test, command, {**os.environ, 'TWILIO_AUTH_TOKEN': TOKEN})
        self.port = int(self.wait_for(r'"port":(\d+)')[1])
        self.url = f'http://127.0.0.1:{self.port}'

    def requests(self, count):
        """So many requests, as soon as they are there; there must be no more."""
        lines = wait_until(lambda: len(self.output['stdout']) > count and self.output['stdout'][1:], f'{count} requests')
        if len(lines) != count:
            raise AssertionError(lines)
        return [json.loads(line) for line in lines]


class Forward(EndToEnd):
    def attempts(self):
        done = self.sandbox.cli('export', '--workspace', self.sandbox.workspace, '--format', 'offhook')
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = [json.loads(line) for line in done.stdout.splitlines()][1:]
        return [attempt for line in lines for attempt in line.get('attempts', [])]

    def test_the_application_validates_what_the_sdk_signed(self):
        application = Application(self)
        server = self.serve('--forward', application.url)
        for kind in ('sms', 'voice', 'get'):
            seen = sdk_sends(server, kind, '/sms?lang=de' if kind != 'get' else '/sms')
            self.assertEqual([one['status'] for one in seen], [200], kind)
        self.assertEqual([one['valid'] for one in application.requests(3)], [True] * 3)
        host = dict(zip(*[iter(application.requests(3)[0]['headers'])] * 2))
        self.assertEqual(host['X-Forwarded-Proto'], 'https')
        self.assertEqual('https://' + host['Host'], PUBLIC_URL)

    def test_a_wrong_signature_is_the_applications_to_refuse(self):
        application = Application(self)
        server = self.serve('--forward', application.url)
        answer = server.send(post(b'/sms', b'From=1', b'X-Twilio-Signature: bm9uc2Vuc2U='))
        self.assertEqual(answer.status, 403)
        self.assertEqual(answer.body, b'Twilio Request Validation Failed.')

    def test_the_answer_comes_back_as_it_was(self):
        application = Application(self)
        server = self.serve('--forward', application.url)
        sdk_sends(server, 'sms', '/sms')
        event = self.sandbox.show(1)
        self.assertIn(b'\r\nX-Powered-By: Express\r\nX-App: express\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; Path=/\r\n',
                      event['response']['head'])
        self.assertNotIn(b'Keep-Alive', event['response']['head'])
        self.assertIn(b'<Message>To +15555550100</Message>', event['response']['body'])

    def test_compressed_and_chunked_bodies(self):
        application = Application(self)
        server = self.serve('--forward', application.url)
        self.assertEqual(sdk_sends(server, 'sms', '/gzip')[0]['status'], 200)
        self.assertEqual(sdk_sends(server, 'sms', '/chunked')[0]['status'], 200)
        zipped = self.sandbox.show(1)['response']
        self.assertIn(b'Content-Encoding: gzip', zipped['head'])
        self.assertIn(b'zipped', gzip.decompress(zipped['body']))
        self.assertEqual(self.sandbox.show(2)['response']['body'], b'<Response></Response>')
        server.stop()
        self.assertEqual([attempt['response']['status'] for attempt in self.attempts()], [200, 200])
        self.assertIn('framedBody', self.attempts()[1]['response'])

    def test_redirects_are_followed_within_the_application(self):
        application = Application(self)
        server = self.serve('--forward', application.url)
        answer = server.send(post(b'/moved'))
        # Signed for nothing: that the SDK refuses it shows that it came to /sms, with its body.
        self.assertEqual(answer.status, 400)
        self.assertEqual([one['url'] for one in application.requests(2)], ['/moved', '/sms'])
        self.assertEqual([one['method'] for one in application.requests(2)], ['POST', 'POST'])
        server.stop()
        self.assertEqual(self.attempts()[0]['redirects'], [f'{application.url}/moved'])

    def test_expect_100_continue(self):
        application = Application(self)
        server = self.serve('--forward', application.url)
        with server.connect() as connection:
            whole = post(b'/sms', b'From=1', b'Expect: 100-continue')
            head, body = whole.split(b'\r\n\r\n')
            connection.send(head + b'\r\n\r\n')
            self.assertEqual(connection.answer().status, 100)
            connection.send(body)
            self.assertEqual(connection.answer().status, 400)
        self.assertEqual(application.requests(1)[0]['body'], {'From': '1'})

    def test_while_it_is_down_capture_goes_on_and_the_fallback_answers(self):
        application = Application(self)
        fallback = self.sandbox.folder / 'fallback.xml'
        fallback.write_text('<Response><Message>Later</Message></Response>')
        server = self.serve('--forward', application.url, '--answer', fallback)
        self.assertEqual(sdk_sends(server, 'sms', '/sms')[0]['status'], 200)
        application.kill()
        answer = server.send(post(b'/sms'))
        self.assertEqual(answer.body, fallback.read_bytes())
        server.stop()
        self.assertEqual(len(self.sandbox.events()), 2)
        first, second = self.attempts()
        self.assertEqual(first['response']['status'], 200)
        self.assertEqual(second['error']['code'], 'network-failed')
        self.assertNotIn('response', second)

    def test_a_late_application_meets_the_fallback(self):
        application = Application(self)
        server = self.serve('--forward', application.url, public_url=PUBLIC_URL + '#tt=2000')
        self.assertEqual(sdk_sends(server, 'sms', '/never')[0]['status'], 200)
        server.stop()
        self.assertIn('<Response/>', self.sandbox.show(1)['response']['body'].decode())
        self.assertEqual(self.attempts()[0]['error']['code'], 'cancelled')

    def test_tls_with_a_certificate_of_ones_own(self):
        folder = self.sandbox.folder
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
                        'key.pem', '-out', 'cert.pem', '-days', '2', '-subj', '/CN=app'], cwd=folder, check=True,
                       capture_output=True)
        application = Application(self, '--key', folder / 'key.pem', '--cert', folder / 'cert.pem')
        rules = folder / 'rules.json'
        for certificate, status in (('cert.pem', 200), ('', 503)):
            rules.write_text(json.dumps({'rules': [{'name': 'App', 'action': {
                'type': 'forward', 'url': f'https://127.0.0.1:{application.port}', 'certificate': certificate,
                'status': 503, 'body': 'down'}}]}))
            server = self.serve('--rules', rules)
            self.assertEqual(sdk_sends(server, 'sms', '/sms')[0]['status'], status)
            server.stop()
        self.assertEqual(self.attempts()[1]['error']['code'], 'tls-failed')
        self.assertGreater(self.attempts()[0]['tlsUs'], 0)

    def test_mistakes_are_told(self):
        done = self.sandbox.cli('serve', '--workspace', self.sandbox.workspace, '--forward', 'localhost:3000')
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'--forward', done.stderr)


if __name__ == '__main__':
    unittest.main()
