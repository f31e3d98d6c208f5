"""`offhook-cli numbers`: the real program against a fake of Twilio's API (tests/support/twilio-api), which runs in this
process, so that a test can act between any two requests."""
import concurrent.futures
import copy
import json
import os
import re
import signal
import subprocess
import sys
import threading
import unittest
from pathlib import Path

from support import PATIENCE, PUBLIC_URL, Sandbox, Serve, program, wait_until

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support' / 'twilio-api'))
from fake_api import FakeApi  # pylint: disable=wrong-import-position

ACCOUNT = 'AC00112233445566778899aabbccddeeff'
TOKEN = '0123456789abcdef0123456789abcdef'
API_KEY = 'SK00112233445566778899aabbccddeeff'
API_SECRET = 'kDcGtfsZ4Qm0sVnYyTjU7bC1eWx9LhRa'
SIGNING_TOKEN = '5f0c1d2e3b4a59687766554433221100'


def sid(kind, number):
    return f'{kind}{number:032x}'


def account_state(count, apps=0, services=0):
    """Numbers whose settings all differ, so that no mix-up can pass."""
    numbers = [{'sid': sid('PN', i), 'phone_number': f'+1500555{i:04}', 'voice_url': f'https://app.example.test/voice?n={i}',
                'voice_method': 'GET' if i % 2 else 'POST', 'sms_url': f'https://app.example.test/sms/{i}%20x',
                'status_callback': f'https://me:pass{i}@status.example.test/' if i % 3 == 0 else '',
                'voice_fallback_url': f'https://fallback.example.test/{i}' if i % 4 == 0 else ''}
               for i in range(1, count + 1)]
    return {'account': ACCOUNT, 'token': TOKEN, 'keys': [{'sid': API_KEY, 'secret': API_SECRET}], 'numbers': numbers,
            'applications': [{'sid': sid('AP', i), 'name': f'App {i}', 'voice_url': f'https://app.example.test/app/{i}'}
                             for i in range(1, apps + 1)],
            'services': [{'sid': sid('MG', i), 'name': f'Service {i}'} for i in range(1, services + 1)]}


class Account:
    """A fake account and a sandbox that knows its credentials."""

    def __init__(self, test, state):
        self.sandbox = Sandbox(test)
        self.log = self.sandbox.folder / 'api.log'
        self.fake = FakeApi(state, str(self.log)).start()
        test.addCleanup(self.fake.stop)
        self.sandbox.env |= {'OFFHOOK_TWILIO_API': self.fake.origin, 'TWILIO_ACCOUNT_SID': ACCOUNT,
                             'TWILIO_AUTH_TOKEN': TOKEN}

    def settings(self):
        """Everything of the account, byte for byte."""
        with self.fake.lock:
            return json.dumps({name: self.fake.state[name] for name in ('numbers', 'applications', 'services')},
                              sort_keys=True)

    def number(self, i):
        with self.fake.lock:
            return copy.deepcopy(next(n for n in self.fake.state['numbers'] if n['sid'] == sid('PN', i)))

    def set_number(self, i, **settings):
        with self.fake.lock:
            next(n for n in self.fake.state['numbers'] if n['sid'] == sid('PN', i)).update(settings)

    def command(self, *arguments):
        return ['numbers', *arguments, '--workspace', str(self.sandbox.workspace)]

    def run(self, *arguments, env=None):
        return self.sandbox.cli(*self.command(*arguments), env=env)

    def lines(self, *arguments, code=0):
        done = self.run(*arguments, '--json')
        if done.returncode != code:
            raise AssertionError(f'{arguments} ended with {done.returncode}: {done.stderr.decode()}{done.stdout.decode()}')
        return [json.loads(line) for line in done.stdout.splitlines()]

    @property
    def journal(self):
        return Path(f'{self.sandbox.workspace}-lease')


URL = ('--url', 'https://tunnel.example.test')


class Numbers(unittest.TestCase):
    maxDiff = None

    def test_list_says_who_decides(self):
        account = Account(self, account_state(4, apps=1, services=1))
        account.set_number(2, voice_application_sid=sid('AP', 1))
        account.set_number(3, trunk_sid='TK' + '0' * 32)
        account.fake.state['services'][0].update(members=[sid('PN', 4)], inbound_request_url='https://svc.example.test/in')
        by_sid = {line['sid']: line for line in account.lines('list')}
        self.assertEqual(len(by_sid), 6)

        def decided(i, hook):
            found = next(d for d in by_sid[sid('PN', i)]['decided'] if d['hook'] == hook)
            return found['by'], found['sid'], found['url']

        self.assertEqual(decided(1, 'voice'), ('number', sid('PN', 1), 'https://app.example.test/voice?n=1'))
        self.assertEqual(decided(2, 'voice'), ('application', sid('AP', 1), 'https://app.example.test/app/1'))
        self.assertEqual(decided(3, 'voice'), ('trunk', 'TK' + '0' * 32, ''))
        self.assertEqual(decided(4, 'message'), ('service', sid('MG', 1), 'https://svc.example.test/in'))
        text = account.run('list').stdout.decode()
        self.assertIn('+15005550001', text)
        self.assertIn(f'set by the Messaging Service Service 1 ({sid("MG", 1)})', text)
        self.assertNotIn('pass3', text)

    def test_point_and_restore(self):
        account = Account(self, account_state(5, apps=1, services=1))
        first = account.settings()
        planned = account.lines('point', sid('PN', 1), '+15005550003', sid('AP', 1), *URL, '--dry-run')
        self.assertEqual([line['outcome'] for line in planned], ['planned'] * 3)
        self.assertEqual(account.settings(), first)
        self.assertFalse(account.journal.exists())

        done = account.lines('point', sid('PN', 1), '+15005550003', sid('AP', 1), *URL, '--sms-path', '/hooks/in')
        self.assertEqual(sorted(line['outcome'] for line in done), ['pointed'] * 3)
        self.assertEqual(account.number(3)['voice_url'], 'https://tunnel.example.test/voice')
        self.assertEqual(account.number(3)['sms_url'], 'https://tunnel.example.test/hooks/in')
        self.assertEqual(account.number(1)['voice_method'], 'GET')
        self.assertEqual(account.number(2)['voice_url'], 'https://app.example.test/voice?n=2')
        self.assertEqual(len(account.lines('restore', '--dry-run')), 3)
        self.assertTrue(next(line for line in account.lines('list') if line['sid'] == sid('PN', 1))['leased'])

        self.assertEqual([line['outcome'] for line in account.lines('restore', sid('PN', 3))], ['restored'])
        self.assertEqual(sorted(line['outcome'] for line in account.lines('restore')), ['restored'] * 2)
        self.assertEqual(account.settings(), first)
        self.assertFalse(account.journal.exists())
        self.assertEqual(account.lines('restore'), [])

    def test_change_without_effect_is_not_made(self):
        account = Account(self, account_state(2, apps=1))
        account.set_number(1, voice_application_sid=sid('AP', 1))
        done = account.run('point', sid('PN', 1), *URL)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f'Point {sid("AP", 1)} instead', done.stderr.decode())
        self.assertEqual(account.number(1)['voice_url'], 'https://app.example.test/voice?n=1')
        self.assertEqual(account.number(1)['sms_url'], 'https://tunnel.example.test/sms')
        account.lines('point', sid('PN', 1), *URL, '--decider')
        self.assertEqual(account.fake.state['applications'][0]['voice_url'], 'https://tunnel.example.test/voice')

    def test_someone_elses_change_is_a_conflict(self):
        account = Account(self, account_state(3))
        first = account.settings()
        account.lines('point', '--all', *URL)
        account.set_number(2, sms_url='https://colleague.example.test/')
        lines = {line['sid']: line for line in account.lines('restore', code=1)}
        self.assertEqual(lines[sid('PN', 1)]['outcome'], 'restored')
        self.assertEqual(lines[sid('PN', 2)]['outcome'], 'conflict')
        self.assertEqual(lines[sid('PN', 2)]['conflicts'], [{'hook': 'message', 'present': 'https://colleague.example.test/',
                                                             'expected': 'https://tunnel.example.test/sms'}])
        self.assertEqual(account.number(2)['sms_url'], 'https://colleague.example.test/')
        self.assertEqual(account.number(2)['voice_url'], 'https://app.example.test/voice?n=2')
        self.assertEqual([line['outcome'] for line in account.lines('restore', code=1)], ['conflict'])
        self.assertEqual([line['outcome'] for line in account.lines('restore', '--force')], ['restored'])
        self.assertEqual(account.settings(), first)

    def test_someone_elses_change_can_be_kept(self):
        account = Account(self, account_state(1))
        account.lines('point', '--all', *URL)
        account.set_number(1, sms_url='https://colleague.example.test/')
        self.assertEqual([line['outcome'] for line in account.lines('restore', '--keep-theirs')], ['kept'])
        self.assertEqual(account.number(1)['sms_url'], 'https://colleague.example.test/')
        self.assertEqual(account.lines('restore'), [])

    def test_partial_failures_are_listed(self):
        account = Account(self, account_state(120))
        first = account.settings()
        account.fake.faults += [{'kind': 'status', 'status': 429, 'match': 'POST', 'count': 3, 'retry_after': 0},
                                {'kind': 'cut', 'match': 'POST', 'count': 3, 'applied': True, 'skip': 20},
                                {'kind': 'status', 'status': 400, 'code': 21402, 'match': f'POST .*{sid("PN", 7)}', 'count': 9}]
        lines = account.lines('point', '--all', *URL, code=1)
        self.assertEqual(len(lines), 120)
        failed = [line for line in lines if line['outcome'] != 'pointed']
        self.assertEqual([(line['sid'], line['error'][:5]) for line in failed], [(sid('PN', 7), '21402')])
        account.lines('restore')
        self.assertEqual(account.settings(), first)

    def test_interrupted_it_ends_what_it_began(self):
        account = Account(self, account_state(60))
        first = account.settings()
        pid, reached = [], threading.Event()

        def interrupt(number, _):
            if number == 40:
                reached.wait(PATIENCE)
                os.kill(pid[0], signal.SIGINT)

        account.fake.before_answer = interrupt
        process = subprocess.Popen([program('OFFHOOK_CLI'), *account.command('point', '--all', *URL, '--json')],
                                   env=account.sandbox.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        pid.append(process.pid)
        reached.set()
        out, _ = process.communicate(timeout=PATIENCE * 4)
        account.fake.before_answer = None
        outcomes = [json.loads(line)['outcome'] for line in out.splitlines()]
        self.assertEqual(process.returncode, 1)
        self.assertEqual(len(outcomes), 60)
        self.assertIn('pointed', outcomes)
        self.assertIn('cancelled', outcomes)
        account.lines('restore')
        self.assertEqual(account.settings(), first)

    def test_credentials(self):
        account = Account(self, account_state(1))
        by_key = account.run('list', env={'TWILIO_AUTH_TOKEN': '', 'TWILIO_API_KEY': API_KEY, 'TWILIO_API_SECRET': API_SECRET})
        self.assertEqual(by_key.returncode, 0, by_key.stderr)
        self.assertIn(API_KEY, {request['user'] for request in account.fake.requests})
        key_file = account.sandbox.folder / 'keys'
        key_file.write_text(f'{ACCOUNT}={TOKEN}\n')
        none = {'TWILIO_AUTH_TOKEN': '', 'TWILIO_ACCOUNT_SID': ''}
        by_file = account.run('list', '--key-file', key_file, env=none)
        self.assertEqual(by_file.returncode, 0, by_file.stderr)
        by_option = account.run('list', '--account', ACCOUNT, env={'TWILIO_ACCOUNT_SID': ''})
        self.assertEqual(by_option.returncode, 0, by_option.stderr)
        nobody = account.run('list', env=none)
        self.assertEqual(nobody.returncode, 4)
        self.assertIn('TWILIO_ACCOUNT_SID', nobody.stderr.decode())
        wrong = account.run('list', env={'TWILIO_AUTH_TOKEN': 'f' * 32})
        self.assertEqual(wrong.returncode, 4)
        self.assertIn('20003', wrong.stderr.decode())

    def test_usage(self):
        account = Account(self, account_state(1))
        for arguments, words in ((['point', *URL], 'Name what to point'), (['point', '--all'], 'public URL'),
                                 (['point', '--all', *URL, '--sms-path', 'sms'], 'begins with'),
                                 (['point', '--all', '--url', 'ftp://x'], '--url'), (['burn'], 'Wants list'),
                                 (['restore', '--force', '--keep-theirs'], 'do not go together')):
            with self.subTest(arguments):
                done = account.run(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(words, done.stderr.decode())
        unsafe = account.run('list', env={'OFFHOOK_TWILIO_API': 'http://api.example.test'})
        self.assertIn('https://HOST', unsafe.stderr.decode())
        self.assertNotEqual(unsafe.returncode, 0)

    def test_the_workspace_says_the_public_url(self):
        account = Account(self, account_state(1))
        server = Serve(self, account.sandbox, token=SIGNING_TOKEN)
        self.assertEqual(server.stop(), 0)
        account.lines('point', '--all')
        self.assertEqual(account.number(1)['sms_url'], PUBLIC_URL + '/sms')


class Serving(unittest.TestCase):
    """`serve --point`: pointed as long as it serves."""

    def serve(self, account, *arguments, public_url=PUBLIC_URL, env=None):
        return Serve(self, account.sandbox, *arguments, token=None, json_lines=False, public_url=public_url, env=env)

    def test_restores_at_its_end(self):
        account = Account(self, account_state(5))
        first = account.settings()
        server = self.serve(account, '--point', sid('PN', 1), '--point', '+15005550002', '--sms-path', '/in')
        server.wait_for('2 of 2 pointed at ' + PUBLIC_URL)
        self.assertEqual(account.number(2)['sms_url'], PUBLIC_URL + '/in')
        busy = account.run('restore')
        self.assertEqual(busy.returncode, 1)
        self.assertIn('has the lease', busy.stderr.decode())
        self.assertEqual(server.stop(), 0)
        self.assertIn('2 of 2 restored', server.text('stderr'))
        self.assertEqual(account.settings(), first)
        self.assertNotIn(TOKEN, server.text('stderr') + server.text('stdout'))

    def test_follows_the_tunnel(self):
        tools = Path(__file__).resolve().parents[1] / 'support' / 'tunnels'
        account = Account(self, account_state(3))
        first = account.settings()
        change = account.sandbox.folder / 'signal'
        server = self.serve(account, '--tunnel', 'ngrok', '--tunnel-set', f'program={tools / "ngrok"}', '--tunnel-set',
                            'server=127.0.0.1:1', '--point', sid('PN', 1), public_url=None,
                            env={'OFFHOOK_TOOL': 'change', 'OFFHOOK_TOOL_SIGNAL': str(change)})
        url = server.wait_for(r'1 of 1 pointed at (\S+)')[1]
        self.assertEqual(account.number(1)['voice_url'], url + '/voice')
        change.touch()
        again = server.wait_for(r'1 of 1 follow to (\S+)')[1]
        self.assertNotEqual(again, url)
        self.assertEqual(account.number(1)['voice_url'], again + '/voice')
        self.assertEqual(server.stop(), 0)
        self.assertEqual(account.settings(), first)

    def test_after_a_crash_the_next_one_restores(self):
        account = Account(self, account_state(20))
        first = account.settings()
        arguments = [part for i in range(1, 21) for part in ('--point', sid('PN', i))]
        server = self.serve(account, *arguments)
        server.wait_for('20 of 20 pointed')
        server.stop(signal.SIGKILL)
        self.assertNotEqual(account.settings(), first)
        again = self.serve(account)
        again.wait_for('20 of 20 restored')
        self.assertEqual(account.settings(), first)
        self.assertEqual(again.stop(), 0)

    def test_what_somebody_else_set_is_told_at_the_end(self):
        account = Account(self, account_state(2))
        server = self.serve(account, '--point', sid('PN', 1), '--point', sid('PN', 2))
        server.wait_for('2 of 2 pointed')
        account.set_number(1, voice_url='https://colleague.example.test/')
        self.assertEqual(server.stop(), 1)
        self.assertIn('somebody set https://colleague.example.test/', server.text('stderr'))
        self.assertIn('1 of 2 restored', server.text('stderr'))
        self.assertEqual(account.number(1)['voice_url'], 'https://colleague.example.test/')

    def test_what_numbers_point_leased_stays(self):
        account = Account(self, account_state(2))
        account.lines('point', '--all', '--url', PUBLIC_URL)
        pointed = account.settings()
        server = self.serve(account)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(account.settings(), pointed)

    def test_without_account_it_does_not_begin(self):
        account = Account(self, account_state(1))
        done = account.sandbox.cli('serve', '--listen', '127.0.0.1:0', '--workspace', account.sandbox.workspace, '--point',
                                   sid('PN', 1), env={'TWILIO_AUTH_TOKEN': '', 'TWILIO_ACCOUNT_SID': ''})
        self.assertEqual(done.returncode, 4)


class Killed(unittest.TestCase):
    """SIGKILL after every single request of a lease of 50 numbers; then a restart restores all of them exactly."""
    COUNT = 50

    def killed_at(self, account, at, *arguments):
        """Runs `numbers` and kills it when the API has carried out request `at` but not answered. Its exit code and what
        it printed."""
        pid, started = [], threading.Event()

        def kill(number, handler):
            if number == at:
                started.wait(PATIENCE)
                os.kill(pid[0], signal.SIGKILL)
                handler.close_connection = True

        account.fake.before_answer = kill
        process = subprocess.Popen([program('OFFHOOK_CLI'), *account.command(*arguments, '--json')],
                                   env=account.sandbox.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        pid.append(process.pid)
        started.set()
        out, err = process.communicate(timeout=PATIENCE * 4)
        account.fake.before_answer = None
        # Requests that a dead program had sent already are carried out before the next one asks.
        wait_until(lambda: account.fake.open_connections == 0, 'the last requests of the one that was killed')
        return process.returncode, out + err

    def restored(self, account, first, printed, what):
        journal = account.journal.read_bytes() if account.journal.exists() else b''
        done = account.run('restore', '--json')
        self.assertEqual(done.returncode, 0, (what, done.stderr, done.stdout))
        self.assertEqual(account.settings(), first, what)
        self.assertFalse(account.journal.exists())
        self.no_secret(account, journal + printed + done.stdout + done.stderr)

    def pointing_killed(self, at):
        account = Account(self, account_state(self.COUNT, apps=1, services=1))
        first = account.settings()
        code, printed = self.killed_at(account, at, 'point', '--all', *URL)
        self.assertEqual(code, -signal.SIGKILL)
        self.restored(account, first, printed, f'killed after request {at} of pointing')

    def restoring_killed(self, at):
        account = Account(self, copy.deepcopy(self.pointed_state))
        account.journal.write_bytes(self.pointed_journal)
        code, printed = self.killed_at(account, at, 'restore')
        self.assertEqual(code, -signal.SIGKILL)
        self.restored(account, self.first, printed, f'killed after request {at} of restoring')

    def no_secret(self, account, printed):
        for secret in (TOKEN.encode(), b'Basic '):
            self.assertNotIn(secret, printed)
            self.assertNotIn(secret, account.log.read_bytes())

    def test_killed_after_every_request(self):
        account = Account(self, account_state(self.COUNT, apps=1, services=1))
        self.first = account.settings()
        code, printed = self.killed_at(account, 0, 'point', '--all', *URL)
        self.assertEqual(code, 0, printed)
        pointing = len(account.fake.requests)
        self.assertGreaterEqual(pointing, 2 * self.COUNT + 3)
        self.assertNotEqual(account.settings(), self.first)
        self.pointed_journal, self.pointed_state = account.journal.read_bytes(), copy.deepcopy(account.fake.state)
        self.restored(account, self.first, printed, 'not killed')
        restoring = len(account.fake.requests) - pointing
        self.assertEqual(restoring, 2 * self.COUNT)
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            list(pool.map(self.pointing_killed, range(1, pointing + 1)))
            list(pool.map(self.restoring_killed, range(1, restoring + 1)))


if __name__ == '__main__':
    unittest.main()
