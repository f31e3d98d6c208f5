"""Recovering and reconciling against a fake of Twilio's API: what was missed comes back as it was sent, once, and is accepted
by the official SDK when it is replayed; what Twilio remembers is set against what was captured."""
import datetime
import email.utils
import json
import re
import sys
import unittest
import urllib.parse
from pathlib import Path

from support import PUBLIC_URL, TOKEN, EndToEnd, Running, program, sdk_sends, wait_until

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'support' / 'twilio-api'))
from fake_api import FakeApi  # noqa: E402  pylint: disable=wrong-import-position

ACCOUNT = 'AC' + '0' * 31 + '1'
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
OURS, ELSEWHERE = '+15005550006', '+15005550009'


def sid(prefix, number):
    return f'{prefix}{number:032x}'


def iso(minutes_ago):
    return (NOW - datetime.timedelta(minutes=minutes_ago)).strftime('%Y-%m-%dT%H:%M:%SZ')


def rfc(minutes_ago):
    return email.utils.format_datetime(NOW - datetime.timedelta(minutes=minutes_ago))


def message_params(number, body='Hello + & ü'):
    message = sid('SM', number)
    return [('ToCountry', 'US'), ('FromCity', ''), ('SmsMessageSid', message), ('NumMedia', '0'), ('Body', body),
            ('SmsStatus', 'received'), ('MessageSid', message), ('AccountSid', ACCOUNT), ('From', '+15555550100'),
            ('To', OURS), ('ApiVersion', '2010-04-01')]


def call_params(number, status='ringing', **more):
    return [('CallSid', sid('CA', number)), ('AccountSid', ACCOUNT), ('From', '+15555550100'), ('To', OURS),
            ('CallStatus', status), ('Direction', 'inbound'), ('ApiVersion', '2010-04-01'), *more.items()]


def alert(number, params, path='/sms', minutes_ago=60, method='POST', code='11200', **more):
    return {'sid': sid('NO', number), 'account_sid': ACCOUNT, 'error_code': code, 'log_level': 'error',
            'alert_text': f'Msg=Bad+Gateway&ErrorCode={code}&httpResponse=502&LogLevel=ERROR',
            'request_method': method, 'request_url': PUBLIC_URL + path, 'resource_sid': dict(params).get('MessageSid'),
            'request_variables': urllib.parse.urlencode(params), 'request_headers': None,
            'response_headers': 'Content-Type=text%2Fhtml', 'response_body': '<h1>Bad Gateway</h1>',
            'date_generated': iso(minutes_ago), 'date_created': iso(minutes_ago)} | more


def call_event(params, path='/voice', minutes_ago=60, method='POST'):
    """As twilio.com/docs/voice/api/call-event-resource: names in snake case."""
    snake = {re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', name).lower(): value for name, value in params}
    return {'request': {'method': method, 'url': PUBLIC_URL + path, 'parameters': snake},
            'response': {'response_code': 200, 'request_duration': 96, 'content_type': 'text/xml',
                         'response_body': '<Response><Say>Hi</Say></Response>', 'date_created': rfc(minutes_ago)}}


def message(number, status, direction='inbound', to=OURS, minutes_ago=60, **more):
    return {'sid': sid('SM', number), 'account_sid': ACCOUNT, 'direction': direction, 'status': status, 'to': to,
            'from': '+15555550100', 'messaging_service_sid': None, 'date_sent': rfc(minutes_ago),
            'date_created': rfc(minutes_ago)} | more


def call(number, status='completed', direction='inbound', to=OURS, minutes_ago=60):
    return {'sid': sid('CA', number), 'account_sid': ACCOUNT, 'direction': direction, 'status': status, 'to': to,
            'from': '+15555550100', 'start_time': rfc(minutes_ago), 'end_time': rfc(minutes_ago - 1),
            'date_created': rfc(minutes_ago)}


class RecoverTest(EndToEnd):
    def api(self, **state):
        fake = FakeApi({'account': ACCOUNT, 'token': TOKEN, **state}).start()
        self.addCleanup(fake.stop)
        return fake

    def ask(self, command, fake, *arguments, token=TOKEN, env=None):
        """(exit code, JSON lines) of recover or reconcile; the secret is never among what is printed."""
        done = self.sandbox.cli(command, '--workspace', self.sandbox.workspace, '--json', *arguments, token=token,
                                env={'OFFHOOK_TWILIO_API': fake.origin, 'TWILIO_ACCOUNT_SID': ACCOUNT, **(env or {})})
        self.assertNotIn(TOKEN.encode(), done.stdout + done.stderr)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()

    def recover(self, fake, *arguments, code=0, **options):
        returned, lines, error = self.ask('recover', fake, *arguments, **options)
        self.assertEqual(returned, code, error)
        return lines[:-1], lines[-1]

    def reconcile(self, fake, *arguments, code=0):
        returned, lines, error = self.ask('reconcile', fake, *arguments)
        self.assertEqual(returned, code, error)
        return {line['sid']: (line['verdict'], line['reason']) for line in lines}

    def params(self, filter_text='is:recovered'):
        return [[tuple(pair) for pair in event['params']] for event in self.sandbox.events('--filter', filter_text)]


class MissedTest(RecoverTest):
    def test_what_was_missed_comes_back_and_the_sdk_accepts_it(self):
        gather = call_params(7, 'in-progress', Digits='1')
        fake = self.api(
            alerts=[alert(1, message_params(1), '/sms?tenant=7'), alert(2, message_params(2), '/get?tenant=7', method='GET')],
            calls=[call(7)], call_events={sid('CA', 7): [call_event(call_params(7)), call_event(gather, '/menu', 59)]})
        _, summary = self.recover(fake)
        self.assertEqual((summary['recovered'], summary['alreadyHere'], summary['notRebuilt']), (4, 0, 0))
        events = self.sandbox.events()
        self.assertTrue(all('recovered' in event['flags'] for event in events))
        self.assertEqual({event['kind'] for event in events}, {'sms.inbound', 'voice.inbound', 'gather.digits'})
        self.assertEqual({event['response']['status'] for event in events}, {502, 200})
        expected = [message_params(1) + [('tenant', '7')], [('tenant', '7')] + message_params(2), call_params(7), gather]
        self.assertEqual(sorted(map(sorted, self.params())), sorted(map(sorted, expected)))
        self.assertEqual([e['time'][:19] + 'Z' for e in events], [iso(60), iso(60), iso(60), iso(59)])
        app = Running(self, ['node', f'{program("OFFHOOK_SDK")}/express-app.mjs'],
                      {**self.sandbox.env, 'TWILIO_AUTH_TOKEN': TOKEN})
        port = app.wait_for(r'"port": ?(\d+)')[1]
        done = self.sandbox.cli('replay', '--workspace', self.sandbox.workspace, '--filter', 'is:recovered', '--sign',
                                '--to', f'http://127.0.0.1:{port}', token=TOKEN)
        self.assertEqual(done.returncode, 0, done.stderr)
        wait_until(lambda: app.text('stdout').count('"status":200') == 4, 'four accepted requests')

    def test_what_was_captured_is_left_out(self):
        server = self.serve()
        sdk_sends(server, 'sms', '/sms?tenant=7', count=2)
        sdk_sends(server, 'voice', '/voice')
        server.stop()
        captured = self.sandbox.events()
        texts, voice = captured[:2], captured[2]
        form = [[tuple(p) for p in event['params'] if p[0] != 'tenant'] for event in captured]
        fake = self.api(alerts=[alert(n, form[n], '/sms?tenant=7', 0) for n in range(len(texts))] + [alert(5, message_params(5))],
                        calls=[call(1, minutes_ago=5) | {'sid': voice['sid']}],
                        call_events={voice['sid']: [call_event(form[2], minutes_ago=0)]})
        items, summary = self.recover(fake, '--until', iso(-5))
        self.assertEqual((summary['recovered'], summary['alreadyHere']), (1, 3), items)
        _, again = self.recover(fake, '--until', iso(-5))
        self.assertEqual((again['recovered'], again['alreadyHere']), (0, 4))
        self.assertEqual(len(self.sandbox.events()), 4)

    def test_an_alert_and_a_call_event_of_one_request_are_one_event(self):
        fake = self.api(alerts=[alert(1, call_params(3), '/voice', code='12100'), alert(2, call_params(3), '/voice', code='12200')],
                        calls=[call(3)], call_events={sid('CA', 3): [call_event(call_params(3))]})
        _, summary = self.recover(fake)
        self.assertEqual((summary['recovered'], summary['alreadyHere']), (1, 1))

    def test_what_is_no_webhook_is_told(self):
        api_call = call_event([('To', OURS)])
        api_call['request']['url'] = f'https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Calls.json'
        media = call_event([], '/music.mp3', method='GET')
        fake = self.api(alerts=[alert(1, [], request_url=None), alert(2, message_params(2))], calls=[call(3)],
                        call_events={sid('CA', 3): [api_call, media]})
        items, summary = self.recover(fake)
        self.assertEqual((summary['recovered'], summary['notRebuilt']), (1, 3))
        self.assertTrue(all(item['why'] for item in items if item['outcome'] == 'not-rebuilt'))

    def test_a_trial_changes_nothing(self):
        fake = self.api(alerts=[alert(1, message_params(1))])
        items, summary = self.recover(fake, '--dry-run')
        self.assertEqual((summary['recovered'], summary['dryRun']), (1, True))
        self.assertNotIn('id', items[0])
        self.assertFalse(self.sandbox.workspace.exists())

    def test_every_page_is_asked_for(self):
        fake = self.api(alerts=[alert(n, [], request_url=None) for n in range(2300)])
        _, summary = self.recover(fake)
        self.assertEqual(summary['notRebuilt'], 2300)

    def test_only_the_window_is_asked_for(self):
        fake = self.api(alerts=[alert(1, message_params(1), minutes_ago=100), alert(2, message_params(2), minutes_ago=10)],
                        calls=[call(1, minutes_ago=100), call(2, minutes_ago=10)],
                        call_events={sid('CA', n): [call_event(call_params(n), minutes_ago=100)] for n in (1, 2)})
        _, summary = self.recover(fake, '--since', iso(60))
        self.assertEqual(summary['recovered'], 2)
        self.assertEqual({event['sid'] for event in self.sandbox.events()}, {sid('SM', 2), sid('CA', 2)})


class TroubleTest(RecoverTest):
    def test_what_fails_for_a_while_is_asked_again(self):
        fake = self.api(alerts=[alert(n, message_params(n)) for n in range(20)])
        fake.faults += [{'kind': 'status', 'status': 429, 'count': 2}, {'kind': 'cut', 'count': 2, 'match': 'Alerts/NO'},
                        {'kind': 'status', 'status': 503, 'count': 2, 'match': 'Alerts/NO'}]
        _, summary = self.recover(fake)
        self.assertEqual((summary['recovered'], summary['problems']), (20, []))

    def test_what_cannot_be_had_is_listed_and_the_rest_recovered(self):
        fake = self.api(alerts=[alert(n, message_params(n)) for n in range(3)], calls=[call(9)])
        fake.faults += [{'kind': 'status', 'status': 404, 'code': 20404, 'count': 1000, 'match': 'Alerts/' + sid('NO', 1)},
                        {'kind': 'status', 'status': 403, 'code': 20008, 'count': 1000, 'match': 'Events'}]
        _, summary = self.recover(fake, code=1)
        self.assertEqual(summary['recovered'], 2)
        self.assertEqual(len(summary['problems']), 2)
        self.assertTrue(any(sid('NO', 1) in problem and '20404' in problem for problem in summary['problems']))

    def test_without_a_key_that_is_accepted_nothing_is_done(self):
        fake = self.api(alerts=[alert(1, message_params(1))])
        code, _, error = self.ask('recover', fake, token='0' * 32)
        self.assertEqual(code, 4)
        self.assertIn('20003', error)
        code, _, error = self.ask('recover', fake, token=None)
        self.assertEqual(code, 4)
        self.assertIn('TWILIO_AUTH_TOKEN', error)
        self.assertFalse(self.sandbox.workspace.exists())

    def test_an_api_key_will_do(self):
        fake = self.api(keys=[{'sid': sid('SK', 1), 'secret': 's3cret-of-the-key'}], alerts=[alert(1, message_params(1))])
        env = {'TWILIO_API_KEY': sid('SK', 1), 'TWILIO_API_SECRET': 's3cret-of-the-key'}
        _, summary = self.recover(fake, token=None, env=env)
        self.assertEqual(summary['recovered'], 1)

    def test_bad_options_are_usage_errors(self):
        fake = self.api()
        for arguments in (['--since', 'yesterday'], ['--since', iso(1), '--until', iso(5)], ['extra']):
            self.assertEqual(self.ask('recover', fake, *arguments)[0], 2, arguments)


class ReconcileTest(RecoverTest):
    def numbers(self):
        return [{'sid': sid('PN', 1), 'phone_number': OURS, 'sms_url': PUBLIC_URL + '/sms', 'voice_url': PUBLIC_URL + '/voice',
                 'status_callback': PUBLIC_URL + '/status'},
                {'sid': sid('PN', 2), 'phone_number': ELSEWHERE, 'sms_url': 'https://other.example/sms', 'voice_url': ''}]

    def test_each_message_and_call_has_its_verdict(self):
        server = self.serve()
        sdk_sends(server, 'sms', '/sms')
        sdk_sends(server, 'status', '/status', count=2)
        server.stop()
        inbound, delivered, contradicted = self.sandbox.events()
        service = sid('MG', 1)
        fake = self.api(
            numbers=self.numbers(), services=[{'sid': service, 'name': 's', 'status_callback': PUBLIC_URL + '/status'}],
            messages=[
                message(0, 'received') | {'sid': inbound['sid']}, message(1, 'received'), message(2, 'received', to=ELSEWHERE),
                message(0, 'delivered', 'outbound-api') | {'sid': delivered['sid']},
                message(0, 'undelivered', 'outbound-api') | {'sid': contradicted['sid']},
                message(3, 'delivered', 'outbound-api'), message(4, 'queued', 'outbound-api'),
                message(5, 'delivered', 'outbound-api', messaging_service_sid=service)],
            calls=[call(1), call(2, to=ELSEWHERE), call(3), call(4, direction='outbound-api')],
            call_events={sid('CA', 3): [call_event(call_params(3))]})
        verdicts = self.reconcile(fake, code=1)
        self.assertEqual(verdicts, {
            inbound['sid']: ('complete', 'all-here'), sid('SM', 1): ('missing', 'inbound-missing'),
            sid('SM', 2): ('unknown', 'leads-elsewhere'), delivered['sid']: ('complete', 'all-here'),
            contradicted['sid']: ('differs', 'status-differs'), sid('SM', 3): ('unknown', 'callback-unknown'),
            sid('SM', 4): ('unfinished', 'not-finished'), sid('SM', 5): ('missing', 'status-callback-missing'),
            sid('CA', 1): ('missing', 'inbound-missing'), sid('CA', 2): ('unknown', 'no-webhook'),
            sid('CA', 3): ('missing', 'requests-missing'), sid('CA', 4): ('unknown', 'callback-unknown')})
        self.recover(fake)
        self.assertEqual(self.reconcile(fake, code=1)[sid('CA', 3)], ('missing', 'status-callback-missing'))

    def test_a_whole_record_is_no_failure(self):
        fake = self.api(numbers=self.numbers(), messages=[message(3, 'delivered', 'outbound-api')])
        self.assertEqual(self.reconcile(fake), {sid('SM', 3): ('unknown', 'callback-unknown')})
        self.assertFalse(self.sandbox.workspace.exists())


if __name__ == '__main__':
    unittest.main()
