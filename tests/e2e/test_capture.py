"""Requests of the official SDK, of curl and of raw sockets: what is answered, what is kept, what is said of it."""
import json
import signal
import subprocess
import unittest

from support import PUBLIC_URL, TOKEN, EndToEnd, integrity, params_of, sdk_sends


class CaptureTest(EndToEnd):
    def test_inbound_sms_signed_by_the_sdk_is_answered_with_twiml(self):
        server = self.serve()
        (sent,) = sdk_sends(server, 'sms', '/sms')
        self.assertEqual(sent['status'], 200)
        self.assertTrue(sent['contentType'].startswith('text/xml'), sent)
        self.assertEqual(server.stop(), 0)
        event = self.only_event()
        self.assertEqual(event['kind'], 'sms.inbound')
        self.assertEqual(event['verdict'], 'valid')
        self.assertEqual(event['matchedUrl'], PUBLIC_URL + '/sms')
        self.assertEqual(event['from'], '+15555550100')
        self.assertEqual(event['to'], '+15005550006')
        self.assertEqual(params_of(event)['Body'], "Hello 1 😀 it's 5+5")
        self.assertEqual(event['response']['status'], 200)
        whole = self.sandbox.show(event['id'])
        self.assertRegex(whole['response']['body'], rb'<Response\s*/>\s*$')

    def test_inbound_call_is_answered_with_twiml(self):
        server = self.serve()
        (sent,) = sdk_sends(server, 'voice', '/voice')
        self.assertEqual(sent['status'], 200)
        self.assertTrue(sent['contentType'].startswith('text/xml'), sent)
        event = self.only_event()
        self.assertEqual((event['kind'], event['verdict']), ('voice.inbound', 'valid'))

    def test_a_status_callback_is_answered_with_204(self):
        server = self.serve()
        (sent,) = sdk_sends(server, 'status', '/status')
        self.assertEqual((sent['status'], sent['bytes']), (204, 0))
        event = self.only_event()
        self.assertEqual((event['kind'], event['verdict']), ('message.status.delivered', 'valid'))
        self.assertEqual(event['status'], 'delivered')

    def test_get_and_json_requests_of_the_sdk_are_valid(self):
        server = self.serve()
        sdk_sends(server, 'get', '/sms')
        sdk_sends(server, 'json', '/events')
        events = self.sandbox.events()
        self.assertEqual([e['verdict'] for e in events], ['valid', 'valid'])
        self.assertEqual([e['method'] for e in events], ['GET', 'POST'])

    def test_a_hundred_requests_on_one_connection_are_all_kept_in_order(self):
        server = self.serve()
        sent = sdk_sends(server, 'sms', '/sms', count=100)
        self.assertEqual({s['status'] for s in sent}, {200})
        events = self.sandbox.events()
        self.assertEqual([params_of(e)['Body'].split()[1] for e in events], [str(n) for n in range(1, 101)])
        self.assertEqual({e['verdict'] for e in events}, {'valid'})

    def test_another_accounts_token_makes_the_verdict_invalid_and_the_request_is_answered_all_the_same(self):
        server = self.serve()
        (sent,) = sdk_sends(server, 'sms', '/sms', token='0' * 32)
        self.assertEqual(sent['status'], 200)
        self.assertEqual(self.only_event()['verdict'], 'invalid')

    def test_without_a_key_the_verdict_is_unchecked(self):
        server = self.serve(token=None)
        body = b'AccountSid=AC' + b'7' * 32 + b'&Body=x'
        server.send(b'POST /sms HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                    b'X-Twilio-Signature: ' + b'A' * 27 + b'=\r\nContent-Length: %d\r\n\r\n' % len(body), body)
        self.assertEqual(self.only_event()['verdict'], 'unchecked')

    def test_a_token_of_the_account_in_the_environment_is_used(self):
        account = 'AC' + '0' * 31 + '1'
        server = self.serve(token='f' * 32, env={f'TWILIO_AUTH_TOKEN_{account}': TOKEN})
        sdk_sends(server, 'sms', '/sms')
        self.assertEqual(self.only_event()['verdict'], 'valid')

    def test_keys_come_from_a_key_file(self):
        keys = self.sandbox.folder / 'keys'
        keys.write_text(f'# of the test\nAC{"0" * 31}1={TOKEN}\n')
        server = self.serve('--key-file', keys, token=None)
        sdk_sends(server, 'sms', '/sms')
        self.assertEqual(self.only_event()['verdict'], 'valid')

    def test_curl_without_a_signature_is_unsigned_and_kept_byte_for_byte(self):
        server = self.serve()
        body = b'Body=caf%C3%A9&Empty=&Twice=1&Twice=2&Bad=%zz'
        curl = subprocess.run(['curl', '-sS', '-o', '-', '-w', '%{http_code}', '--data-binary', body.decode(),
                               '-H', 'X-Odd-CASE:  two  blanks ', server.url + '/any?x=1&x=2'],
                              capture_output=True, check=True)
        self.assertEqual(curl.stdout, b'204')
        event = self.only_event()
        self.assertEqual((event['verdict'], event['target']), ('unsigned', '/any?x=1&x=2'))
        self.assertEqual(event['params'], [['Body', 'café'], ['Empty', ''], ['Twice', '1'], ['Twice', '2'],
                                           ['Bad', '%zz'], ['x', '1'], ['x', '2']])
        raw = self.sandbox.raw(event['id'])
        self.assertTrue(raw.startswith(b'POST /any?x=1&x=2 HTTP/1.1\r\nHost: '), raw)
        self.assertIn(b'\r\nX-Odd-CASE:  two  blanks \r\n', raw)
        self.assertTrue(raw.endswith(b'\r\n\r\n' + body), raw)

    def test_raw_bytes_of_heads_and_bodies_are_kept_exactly(self):
        server = self.serve()
        body = bytes(range(256)) * 300
        request = (b'PUT /caf%C3%A9/%zz//..?q=%FF HTTP/1.1\r\nhOsT: a\r\nX-B: 2\r\nx-a: 1 caf\xc3\xa9 \xff\r\nX-B:\t3\t\r\n'
                   b'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Length: ' + str(len(body)).encode() +
                   b'\r\n\r\n' + body)
        answer = server.send(request)
        self.assertEqual(answer.status, 204)
        self.assertEqual(self.sandbox.raw(self.only_event()['id']), request)

    def test_a_chunked_body_is_decoded_for_its_meaning_and_kept_as_it_was_framed(self):
        server = self.serve()
        framed = b'4;ext=1\r\nBody\r\n3\r\n=hi\r\n0\r\nX-Trailer: t\r\n\r\n'
        request = (b'POST /c HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                   b'Transfer-Encoding: chunked\r\n\r\n' + framed)
        self.assertEqual(server.send(request).status, 204)
        event = self.only_event()
        self.assertEqual(event['params'], [['Body', 'hi']])
        self.assertEqual(self.sandbox.raw(event['id']), request)

    def test_a_client_that_expects_100_is_told_to_continue_before_it_sends_the_body(self):
        server = self.serve()
        with server.connect() as connection:
            connection.send(b'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n')
            self.assertEqual(connection.answer().status, 100)
            connection.send(b'hi')
            self.assertEqual(connection.answer().status, 204)

    def test_every_method_is_answered_and_head_without_a_body(self):
        server = self.serve('--answer', self.answer_file(b'plain words'))
        for method in ('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'):
            answer = server.send(f'{method} /m HTTP/1.1\r\nHost: a\r\n\r\n'.encode())
            self.assertEqual((answer.status, answer.body), (200, b'plain words'), method)
        with server.connect() as connection:
            connection.send(b'HEAD /m HTTP/1.1\r\nHost: a\r\n\r\nGET /m HTTP/1.1\r\nHost: a\r\n\r\n')
            self.assertEqual(connection.answer(to_head=True).headers['content-length'], '11')
            self.assertEqual(connection.answer().body, b'plain words')

    def test_pipelined_requests_are_answered_in_order(self):
        server = self.serve()
        sms = b'From=%2B15555550100&To=%2B15005550006&MessageSid=SM' + b'1' * 32 + b'&SmsStatus=received&Body=x&NumMedia=0'
        text = (b'POST /%d HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                b'Content-Length: %d\r\n\r\n%s')
        plan = [n % 3 == 0 for n in range(60)] # an inbound SMS gets TwiML, anything else 204
        with server.connect() as connection:
            connection.send(b''.join(text % (n, len(sms), sms) if is_sms else b'GET /%d HTTP/1.1\r\nHost: a\r\n\r\n' % n
                                     for n, is_sms in enumerate(plan)))
            statuses = [connection.answer().status for _ in plan]
        self.assertEqual(statuses, [200 if is_sms else 204 for is_sms in plan])
        self.assertEqual([e['target'] for e in self.sandbox.events()], [f'/{n}' for n in range(60)])

    def test_http_1_0_closes_unless_asked_to_stay(self):
        server = self.serve()
        with server.connect() as connection:
            connection.send(b'GET / HTTP/1.0\r\n\r\n')
            self.assertEqual(connection.answer().status, 204)
            self.assertTrue(connection.is_closed())
        with server.connect() as connection:
            connection.send(b'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
            self.assertEqual(connection.answer().headers['connection'].lower(), 'keep-alive')
            connection.send(b'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
            self.assertEqual(connection.answer().status, 204)

    def test_a_body_of_ten_mebibytes_is_taken(self):
        server = self.serve()
        body = b'Body=' + b'a' * (10 * 1024 * 1024 - 5)
        answer = server.send(b'POST /big HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                             b'Content-Length: %d\r\n\r\n' % len(body), body)
        self.assertEqual(answer.status, 204)
        self.assertEqual(self.sandbox.show(self.only_event()['id'])['request']['body'], body)

    def test_ipv6(self):
        server = self.serve(listen='[::1]:0')
        self.assertEqual(server.host, '::1')
        self.assertEqual(server.send(b'GET /six HTTP/1.1\r\nHost: [::1]\r\n\r\n').status, 204)
        self.assertTrue(self.only_event()['peer'].startswith('[::1]:'))

    def test_tls_with_a_pair_of_pem_files(self):
        certificate, key = self.pem_pair()
        server = self.serve('--tls-cert', certificate, '--tls-key', key)
        self.assertEqual(server.scheme, 'https')
        curl = subprocess.run(['curl', '-sS', '--cacert', certificate, '-w', '%{http_code}', '--data', 'Body=x',
                               f'https://localhost:{server.port}/tls', '--resolve', f'localhost:{server.port}:127.0.0.1'],
                              capture_output=True, check=True)
        self.assertEqual(curl.stdout, b'204')
        self.assertEqual(self.only_event()['target'], '/tls')

    def test_a_custom_answer_goes_out_as_it_is(self):
        twiml = b'<?xml version="1.0"?>\n<Response><Say>Hi \xc3\xa9</Say></Response>\n'
        server = self.serve('--answer', self.answer_file(twiml, '.xml'))
        answer = server.send(b'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
        self.assertEqual((answer.status, answer.body), (200, twiml))
        self.assertTrue(answer.headers['content-type'].startswith('text/xml'))

    def test_every_template_is_recognised_as_what_it_is_and_valid(self):
        server = self.serve()
        listed = self.sandbox.cli('send', '--list')
        names = [line.split()[0] for line in listed.stdout.decode().splitlines()]
        self.assertGreaterEqual(len(names), 50)
        for name in names:
            done = self.sandbox.cli('send', name, '--to', server.url, '--sign-as', PUBLIC_URL, '--json', token=TOKEN)
            self.assertEqual(done.returncode, 0, (name, done.stderr, done.stdout))
        for name, event in zip(names, self.sandbox.events(), strict=True):
            with self.subTest(name):
                self.assertEqual(event['verdict'], 'valid')
                # Templates of one kind differ in their last word: sms.inbound.optout is an sms.inbound.
                kind = event['kind']
                self.assertTrue(name == kind or name.startswith(kind + '.'), kind)

    def test_one_line_for_each_event_and_json_lines_with_json(self):
        plain = self.serve(json_lines=False)
        sdk_sends(plain, 'sms', '/sms')
        self.assertEqual(plain.stop(signal.SIGINT), 0)
        lines = plain.text('stdout').splitlines()
        self.assertEqual(len(lines), 2, lines)
        self.assertTrue(lines[0].startswith('listening on http://127.0.0.1:'), lines)
        self.assertIn('sms.inbound', lines[1])
        server = self.serve()
        sdk_sends(server, 'sms', '/sms')
        self.assertEqual(server.stop(), 0)
        (line,) = server.text('stdout').splitlines()
        printed, stored = json.loads(line), self.sandbox.events('--limit', '1')[0]
        # How long the answer took is added later, and what is stored may know it better.
        printed['response'].pop('tookMs', None), stored['response'].pop('tookMs', None)
        self.assertEqual(printed, stored)

    def test_a_repeated_idempotency_token_marks_a_retry_also_after_a_restart(self):
        request = (b'POST /r HTTP/1.1\r\nHost: a\r\nI-Twilio-Idempotency-Token: 11111111-2222-4333-8444-555555555555\r\n'
                   b'Content-Length: 0\r\n\r\n')
        server = self.serve()
        server.send(request)
        server.send(request)
        server.stop()
        self.serve().send(request)
        flags = [e['flags'] for e in self.sandbox.events()]
        self.assertFalse({'retry', 'duplicate'} & set(flags[0]), flags)
        for later in flags[1:]:
            self.assertTrue({'retry', 'duplicate'} & set(later), flags)

    def test_filters_choose_events(self):
        server = self.serve()
        sdk_sends(server, 'sms', '/sms', count=3)
        sdk_sends(server, 'status', '/status', count=2)
        sdk_sends(server, 'sms', '/sms', token='0' * 32)
        count = lambda expression: len(self.sandbox.events('--filter', expression))
        self.assertEqual(count('kind:sms'), 4)
        self.assertEqual(count('sig:invalid'), 1)
        self.assertEqual(count('status:delivered'), 2)
        self.assertEqual(count('path:/sms -sig:invalid'), 3)
        self.assertEqual(count('"Hello 2"'), 1)
        self.assertEqual(len(self.sandbox.events('--limit', '2')), 2)

    def test_the_workspace_is_one_whole_sqlite_file_after_a_clean_stop(self):
        server = self.serve()
        sdk_sends(server, 'sms', '/sms', count=20)
        self.assertEqual(server.stop(), 0)
        names = [f.name for f in self.sandbox.folder.iterdir() if f.name.startswith(self.sandbox.workspace.name)]
        self.assertEqual(names, [self.sandbox.workspace.name])
        self.assertEqual(integrity(self.sandbox.workspace), 'ok')

    def answer_file(self, content, suffix='.txt'):
        file = self.sandbox.folder / ('answer' + suffix)
        file.write_bytes(content)
        return file

    def pem_pair(self):
        certificate, key = self.sandbox.folder / 'cert.pem', self.sandbox.folder / 'key.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
                        '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate],
                       check=True, capture_output=True)
        return certificate, key


if __name__ == '__main__':
    unittest.main()
