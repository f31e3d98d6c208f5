"""The command line's contract: exit codes, what is said on failure, signatures that the official SDK agrees with."""
import base64
import json
import socket
import sqlite3
import unittest
from contextlib import closing

from support import PUBLIC_URL, TOKEN, EndToEnd, Serve, node, sdk_sends

FORM = 'application/x-www-form-urlencoded'


class ContractTest(EndToEnd):
    def fails(self, code, *arguments, token=TOKEN, says='', env=None):
        """The command ends with the code, and says what, where and how to mend it on stderr, nothing on stdout."""
        done = self.sandbox.cli(*arguments, token=token, env=env)
        self.assertEqual(done.returncode, code, (arguments, done.stdout, done.stderr))
        self.assertEqual(done.stdout, b'', arguments)
        self.assertTrue(done.stderr.strip(), arguments)
        self.assertIn(says, done.stderr.decode())
        self.assertNotIn(TOKEN.encode(), done.stderr)
        return done.stderr.decode()

    def test_bad_usage_ends_with_2(self):
        w = ('--workspace', self.sandbox.workspace)
        for arguments in [(), ('nonsense',), ('serve', '--listen', 'nowhere'), ('serve', '--listen', '127.0.0.1:70000'),
                          ('serve', '--listen'), ('serve', '--no-such-option'), ('serve', 'surplus'),
                          ('serve', *w, '--public-url', 'not a url'), ('serve', *w, '--tls-cert', 'only.pem'),
                          ('serve', *w, '--answer', self.sandbox.folder / 'absent.xml'),
                          ('serve', *w, '--key-file', self.sandbox.folder / 'absent'), ('serve', '--token', TOKEN),
                          ('events', *w, '--filter', 'nokey:1'), ('events', *w, '--filter', '('),
                          ('events', *w, '--limit', 'many'), ('show',), ('show', 'x'), ('show', '1', '2'),
                          ('verify', '--url', 'https://a/'), ('verify', '--signature', 'x'), ('sign',),
                          ('sign', '--url', 'relative'), ('sign', '--url', 'https://a/', '--body', 'absent'),
                          ('send', 'no.such.template', '--to', 'http://127.0.0.1:1'), ('send', 'sms.inbound'),
                          ('send', 'sms.inbound', '--to', 'http://127.0.0.1:1', '--set', 'novalue'),
                          ('send', 'sms.inbound', '--to', 'http://127.0.0.1:1', '--count', '0')]:
            with self.subTest(arguments=arguments):
                self.fails(2, *arguments)

    def test_a_bad_filter_is_pointed_at(self):
        said = self.fails(2, 'events', '--workspace', self.sandbox.workspace, '--filter', 'kind:sms nokey:1')
        self.assertIn('kind:sms nokey:1', said)
        self.assertIn('\n' + ' ' * (2 + len('kind:sms ')) + '^', said)

    def test_an_address_in_use_ends_with_3(self):
        with socket.create_server(('127.0.0.1', 0)) as other:
            address = f'127.0.0.1:{other.getsockname()[1]}'
            self.fails(3, 'serve', '--workspace', self.sandbox.workspace, '--listen', address, says='--listen')

    def test_an_address_of_another_machine_ends_with_3(self):
        self.fails(3, 'serve', '--workspace', self.sandbox.workspace, '--listen', '192.0.2.1:0') # RFC 5737: nobody's

    def test_a_certificate_that_is_none_ends_with_3(self):
        file = self.sandbox.folder / 'cert.pem'
        file.write_text('no certificate')
        self.fails(3, 'serve', '--workspace', self.sandbox.workspace, '--listen', '127.0.0.1:0', '--tls-cert', file,
                   '--tls-key', file)

    def test_no_key_ends_with_4(self):
        self.fails(4, 'sign', '--url', 'https://a.example/', token=None, says='TWILIO_AUTH_TOKEN')
        self.fails(4, 'verify', '--url', 'https://a.example/', '--signature', 'x' * 27 + '=', token=None,
                   says='TWILIO_AUTH_TOKEN')
        self.fails(4, 'send', 'sms.inbound', '--to', 'http://127.0.0.1:1', token=None, says='--no-sign')

    def test_what_is_not_there_ends_with_1(self):
        self.fails(1, 'events', '--workspace', self.sandbox.folder / 'absent')
        server = self.serve()
        sdk_sends(server, 'sms')
        self.fails(1, 'show', '99', '--workspace', self.sandbox.workspace, says='99')
        nobody = self.sandbox.cli('send', 'sms.inbound', '--to', 'http://127.0.0.1:1', '--json', token=TOKEN)
        self.assertEqual(nobody.returncode, 1, nobody.stderr)
        self.assertEqual(json.loads(nobody.stdout)['verdict'], 'failed')

    def test_a_workspace_of_an_older_format_is_brought_up_to_date(self):
        Serve(self, self.sandbox).stop()
        with closing(sqlite3.connect(self.sandbox.workspace)) as file:  # as it was at first
            file.executescript('DROP TABLE attempt; DROP TABLE delivery; DROP TABLE copied; DROP TABLE delivery_count;'
                               'ALTER TABLE payload DROP COLUMN last;'
                               'PRAGMA user_version = 1')
        done = self.sandbox.cli('events', '--workspace', self.sandbox.workspace)
        self.assertEqual((done.returncode, done.stderr), (0, b''))
        with closing(sqlite3.connect(self.sandbox.workspace)) as file:
            self.assertGreaterEqual(file.execute('PRAGMA user_version').fetchone()[0], 3)

    def test_a_file_that_is_no_workspace_is_kept_aside_and_said_so(self):
        rubbish = b'this is not a database' * 1000
        self.sandbox.workspace.write_bytes(rubbish)
        server = self.serve()
        sdk_sends(server, 'sms')
        self.assertEqual(server.stop(), 0)
        self.assertIn('damaged', server.text('stderr'))
        (aside,) = [f for f in self.sandbox.folder.iterdir() if 'damaged' in f.name]
        self.assertEqual(aside.read_bytes(), rubbish)
        self.assertEqual(len(self.sandbox.events()), 1)

    def test_help_and_version_end_with_0(self):
        for arguments in [('--help',), ('--version',), *((name, '--help') for name in
                          ('serve', 'events', 'show', 'verify', 'sign', 'send', 'salvage'))]:
            done = self.sandbox.cli(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, b''), arguments)
            self.assertTrue(done.stdout.strip())

    def test_signatures_agree_with_the_sdk_both_ways(self):
        """40 random requests signed by the SDK are verified here; what is signed here, the SDK validates."""
        requests = node('sign-random.mjs', '--seed', '20260901', '--count', '40')
        mine = []
        for request in requests:
            common = ['--url', request['url'], '--method', request['method'], '--content-type', request['contentType'],
                      '--body', '-']
            body = base64.b64decode(request['body'])
            verified = self.sandbox.cli('verify', *common, '--signature', request['signature'], token=request['token'],
                                        given=body)
            self.assertEqual(verified.returncode, 0, (request, verified.stdout, verified.stderr))
            signed = self.sandbox.cli('sign', *common, '--json', token=request['token'], given=body)
            self.assertEqual(signed.returncode, 0, (request, signed.stderr))
            answer = json.loads(signed.stdout)
            mine.append({**request, 'url': answer['url'], 'signature': answer['signature']})
        lines = '\n'.join(map(json.dumps, mine)).encode()
        verdicts = node('check-signed.mjs', given=lines)
        for request, verdict in zip(mine, verdicts, strict=True):
            self.assertTrue(verdict['valid'], request)

    def test_verify_says_invalid_with_1_and_unsigned_too(self):
        common = ['--url', PUBLIC_URL + '/sms', '--body', '-', '--content-type', FORM]
        wrong = self.sandbox.cli('verify', *common, '--signature', 'A' * 27 + '=', '--json', token=TOKEN, given=b'Body=x')
        self.assertEqual(wrong.returncode, 1, wrong.stderr)
        self.assertEqual(json.loads(wrong.stdout)['verdict'], 'invalid')
        absent = self.sandbox.cli('verify', *common, '--signature', '', '--json', token=TOKEN, given=b'Body=x')
        self.assertEqual(absent.returncode, 1, absent.stderr)

    def test_verify_explains_what_does_not_match(self):
        """The SDK signs, a proxy ends TLS and PHP renames: the causes, the URL and who would reject it are told."""
        request = node('sign-damaged.mjs', '--count', '1')
        scheme = next(r for r in request if r['causes'] == ['scheme'])
        done = self.sandbox.cli('verify', '--url', scheme['url'], '--method', scheme['method'], '--content-type',
                                scheme['contentType'], '--body', '-', '--signature', scheme['signature'], '--json',
                                token=scheme['keys'][0]['token'], given=base64.b64decode(scheme['body']))
        self.assertEqual(done.returncode, 1, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual((answer['verdict'], answer['causes']), ('invalid', ['scheme']))
        self.assertEqual(answer['headline'], 'Twilio signed https instead of http')
        self.assertEqual(answer['matchedUrl'], scheme['url'].replace('http:', 'https:', 1))
        self.assertTrue(answer['publicUrl'].startswith('https://'))
        self.assertGreater(answer['tried'], 1)
        express = next(v for v in answer['validators'] if v['name'].startswith('Express'))
        self.assertEqual((express['accepts'], express['cause']), (False, 'scheme'))
        text = self.sandbox.cli('verify', '--url', 'https://new.example/sms', '--also-url', 'https://old.example',
                                '--header', 'X-Forwarded-For: 1.2.3.4', '--body', '-', '--signature', self.old_signature(),
                                token=TOKEN, given=b'Body=x')
        self.assertIn(b'invalid: Twilio signed the URL https://old.example instead of this one', text.stdout)
        self.fails(2, 'verify', '--url', 'https://a/', '--signature', 'x', '--header', 'no colon')

    def old_signature(self):
        signed = self.sandbox.cli('sign', '--url', 'https://old.example/sms', '--body', '-', '--json', token=TOKEN, given=b'Body=x')
        return json.loads(signed.stdout)['signature']

    def test_sent_requests_are_valid_for_the_sdk_too(self):
        server = self.serve()
        done = self.sandbox.cli('send', 'sms.inbound', '--to', server.url + '/sms', '--set', 'Body=So long & thanks + é',
                                '--count', '3', '--json', token=TOKEN)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([json.loads(line)['status'] for line in done.stdout.splitlines()], [200] * 3)
        events = self.sandbox.events()
        self.assertEqual([dict(e['params'])['Body'] for e in events], ['So long & thanks + é'] * 3)
        self.assertEqual(len({e['sid'] for e in events}), 3)
        whole = self.sandbox.show(events[0]['id'])
        headers = dict(line.split(': ', 1) for line in whole['request']['head'].decode().split('\r\n')[1:] if line)
        line = json.dumps({'token': TOKEN, 'method': 'POST', 'url': server.url + '/sms', 'contentType': headers['Content-Type'],
                           'body': base64.b64encode(whole['request']['body']).decode(),
                           'signature': headers['X-Twilio-Signature']})
        self.assertEqual(node('check-signed.mjs', given=line.encode()), [{'valid': True}])


if __name__ == '__main__':
    unittest.main()
