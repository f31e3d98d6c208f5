"""`serve --rules`: the real program answers the official SDK's requests by a file of rules, and a client that behaves as
Twilio does keeps to Twilio's limits."""
import json
import socket
import time
import unittest
from pathlib import Path
from urllib.parse import urlencode

from support import Connection, Sandbox, Serve, node, wait_until

DOCS = Path(__file__).resolve().parents[2] / 'docs'


def rules(*rules_):
    return json.dumps({'offhookRules': 1, 'rules': list(rules_)})


def reply(name, body, **more):
    return {'name': name, 'action': {'type': 'reply', 'template': True, 'body': body}, **more}


class TwilioLike:
    """Asks as Twilio does: a time limit for the whole exchange, the connection included; redirects followed up to ten
    times; what went wrong as Twilio's code."""

    def __init__(self, server, limit=15.0):
        self.server, self.limit = server, limit

    def ask(self, path, params):
        body, method = urlencode(params).encode(), b'POST'
        for _ in range(11):
            started = time.monotonic()
            answer, code = self._once(method, path, body, started)
            if code or answer.status not in (301, 302, 303, 307, 308):
                return answer, code
            if 'location' not in answer.headers:
                return answer, 11216
            path, method, body = answer.headers['location'], b'GET', b''
        return answer, 11215

    def _once(self, method, path, body, started):
        try:
            with Connection(self.server.port, self.server.host) as connection:
                connection.socket.settimeout(max(self.limit - (time.monotonic() - started), 0.01))
                connection.send(b'%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                                b'Content-Length: %d\r\n\r\n%s' % (method, path.encode(), self.server.host.encode(),
                                                                  len(body), body))
                answer = connection.answer()
        except (TimeoutError, socket.timeout):
            return None, 11200
        if answer is None:
            return None, 11205
        if len(answer.body) < int(answer.headers.get('content-length', 0)):
            return answer, 11206
        return answer, 11217 if answer.status >= 400 else None


SMS = {'MessageSid': 'SM1', 'SmsStatus': 'received', 'NumMedia': '0', 'From': '+15551', 'Body': 'a < b'}
CALL = {'CallSid': 'CA1', 'CallStatus': 'ringing', 'Direction': 'inbound', 'From': '+15552'}


class Rules(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox(self)
        self.file = self.sandbox.folder / 'rules.json'

    def serve(self, *rules_, **more):
        self.file.write_text(rules(*rules_))
        return Serve(self, self.sandbox, '--rules', self.file, **more)

    def test_first_match_answers_the_sdks_requests(self):
        server = self.serve(reply('SMS', '<Response><Message>{{Body}}</Message></Response>', when='kind:sms sig:valid'),
                            reply('Calls', '<Response><Say>{{From}}</Say></Response>', when='kind:voice'))
        for kind in ('sms', 'voice', 'status'):
            done = node('send-signed.mjs', '--url', server.url + '/hook', '--sign-as', 'https://hooks.example.test/hook',
                        '--kind', kind)
            self.assertEqual([line['status'] for line in done], [200 if kind != 'status' else 204])
        server.stop()
        self.assertEqual([event['rule'] for event in self.sandbox.events()], ['SMS', 'Calls', ''])
        self.assertEqual([event['id'] for event in self.sandbox.events('--filter', 'rule:SMS')], [1])
        self.assertIn('Hello 1 😀 it&apos;s 5+5', self.sandbox.show(1)['response']['body'].decode())

    def test_what_twilio_sees_of_faults_is_what_the_alert_says(self):
        faults = {'close': 11205, 'reset': 11205, 'half': 11206, 'status': 11217}
        server = self.serve(*[reply(fault, '<Response><Say>Hello there</Say></Response>', when=f'path:/{fault}',
                                    fault={'type': fault}) for fault in faults],
                            reply('Nowhere', '', when='path:/nowhere') | {
                                'action': {'type': 'reply', 'status': 302}},
                            reply('Round', '', when='path:/round') | {
                                'action': {'type': 'reply', 'status': 302, 'headers': [['Location', '/round']]}})
        twilio = TwilioLike(server)
        for fault, code in faults.items():
            self.assertEqual(twilio.ask(f'/{fault}', CALL)[1], code, fault)
        self.assertEqual(twilio.ask('/nowhere', CALL)[1], 11216)
        self.assertEqual(twilio.ask('/round', CALL)[1], 11215)
        server.stop()
        events = self.sandbox.events('--filter', 'is:alert')
        for event in events:
            if event['kind'] == 'voice.inbound':
                expected = {**faults, 'Nowhere': 11216, 'Round': 11215}[event['rule']]
                self.assertEqual([alert['code'] for alert in self.sandbox.show(event['id'])['alerts']], [expected])
        self.assertEqual({event['rule'] for event in events}, {*faults, 'Nowhere', 'Round'})

    def test_twiml_that_twilio_would_complain_of_is_an_alert_with_its_line(self):
        server = self.serve(reply('Wrong', ['<Response>', '  <Sya>Hello</Sya>', '</Response>'], when='kind:voice'),
                            reply('Right', '<Response><Message>ok</Message></Response>', when='kind:sms'))
        twilio = TwilioLike(server)
        for _ in range(3):
            self.assertIsNone(twilio.ask('/', CALL)[1])
            self.assertIsNone(twilio.ask('/', SMS)[1])
        server.stop()
        self.assertEqual({event['rule'] for event in self.sandbox.events('--filter', 'is:alert')}, {'Wrong'})
        alert, = self.sandbox.show(1)['alerts']
        self.assertEqual((alert['code'], alert['line'], alert['level']), (12200, 2, 'warning'))

    def test_held_answers_come_in_time_and_silence_does_not(self):
        hold = {'name': 'Hold', 'when': 'kind:sms', 'action': {'type': 'hold', 'template': True,
                                                              'body': '<Response><Message>{{From}}</Message></Response>'}}
        server = self.serve(hold, reply('Silent', 'x', when='kind:voice', fault={'type': 'silence'}))
        answer, code = TwilioLike(server).ask('/', SMS)
        self.assertIsNone(code)
        self.assertEqual(answer.body, b'<Response><Message>+15551</Message></Response>')
        self.assertEqual(TwilioLike(server).ask('/', CALL)[1], 11200)
        wait_until(lambda: self.sandbox.show(2).get('response', {}).get('tookMs'), 'the silence to end')
        server.stop()
        self.assertIn('held', self.sandbox.show(1)['flags'])
        self.assertIn('late', self.sandbox.show(2)['flags'])
        self.assertEqual([alert['code'] for alert in self.sandbox.show(2)['alerts']], [11200])

    def test_what_is_held_is_answered_when_the_program_ends(self):
        hold = {'name': 'Hold', 'action': {'type': 'hold', 'body': '<Response/>'}}
        server = self.serve(hold)
        with server.connect() as connection:
            connection.send(b'GET /a HTTP/1.1\r\nHost: h\r\n\r\n')
            waiting = wait_until(self.sandbox.events, 'the held event')[0]
            self.assertEqual((waiting['response']['status'], waiting['flags']), (0, ['held']))
            server.stop()
            self.assertEqual(connection.answer().body, b'<Response/>')
        self.assertEqual(self.sandbox.events()[0]['response']['status'], 200)

    def test_file_answers_are_read_anew(self):
        answer = self.sandbox.folder / 'answer.xml'
        server = self.serve({'name': 'File', 'action': {'type': 'file', 'file': 'answer.xml'}})
        self.assertEqual(TwilioLike(server).ask('/', SMS)[0].status, 500)
        for text in (b'<Response/>', b'<Response><Message>two</Message></Response>'):
            answer.write_bytes(text)
            self.assertEqual(TwilioLike(server).ask('/', SMS)[0].body, text)

    def test_the_file_of_rules_is_read_again_when_it_changes(self):
        turns = {'name': 'Turns', 'action': {'type': 'sequence', 'replies': [{'body': 'one'}, {'body': 'two'}]}}
        server = self.serve(turns)
        ask = lambda: TwilioLike(server).ask('/', SMS)[0].body
        self.assertEqual(ask(), b'one')
        self.file.write_text(rules(reply('New', 'new', when='kind:voice'), turns))
        wait_until(lambda: TwilioLike(server).ask('/', CALL)[0].body == b'new', 'the new rule')
        self.assertEqual(ask(), b'two')  # the sequence goes on
        self.file.write_text('{"rules": [{')
        server.wait_for('stay in force')
        self.assertEqual(TwilioLike(server).ask('/', CALL)[0].body, b'new')
        fresh = self.file.with_name('fresh.json')  # as editors do that write another file and rename it
        fresh.write_text(rules(reply('Newer', 'newer')))
        fresh.replace(self.file)
        wait_until(lambda: ask() == b'newer', 'the newer rule')

    def test_mistakes_are_told_with_line_and_field(self):
        self.file.write_text('{"rules": [\n  {"name": "a",\n   "when": "knid:sms"}\n]}')
        done = self.sandbox.cli('serve', '--rules', self.file, '--workspace', self.sandbox.workspace)
        self.assertEqual(done.returncode, 2)
        self.assertIn('line 3, rules[0].when: ', done.stderr.decode())
        answer = self.sandbox.folder / 'a.xml'
        answer.write_text('<Response/>')
        done = self.sandbox.cli('serve', '--rules', self.file, '--answer', answer, '--workspace', self.sandbox.workspace)
        self.assertEqual(done.returncode, 2)

    def test_the_files_in_the_documentation_are_taken(self):
        text = (DOCS / 'rules.md').read_text()
        self.file.write_text(text.split('```json\n')[1].split('```')[0])
        server = Serve(self, self.sandbox, '--rules', self.file)
        answers = [TwilioLike(server).ask('/voice', CALL)[0].body for _ in range(2)]
        self.assertEqual([b'Reject' in answers[0], b'Welcome back' in answers[1]], [True, True])
