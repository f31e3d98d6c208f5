"""Two programs on one workspace, and what must never be seen outside: tokens."""
import unittest
from pathlib import Path

from support import TOKEN, EndToEnd, sdk_sends

SECOND_TOKEN = 'b7a6958473625140fedcba9876543210'


class SecondProgramTest(EndToEnd):
    def test_a_second_writer_is_told_who_holds_the_workspace(self):
        first = self.serve()
        second = self.sandbox.cli('serve', '--listen', '127.0.0.1:0', '--workspace', self.sandbox.workspace, token=TOKEN)
        self.assertEqual((second.returncode, second.stdout), (1, b''))
        said = second.stderr.decode()
        self.assertIn(str(first.process.pid), said)
        self.assertIn('--workspace', said)
        self.assertEqual(first.send(b'GET / HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)

    def test_a_reader_sees_what_is_being_written(self):
        server = self.serve()
        for count in (1, 2, 3):
            sdk_sends(server, 'sms', '/sms')
            self.assertEqual(len(self.sandbox.events()), count)

    def test_a_reader_changes_nothing_in_a_file_that_nobody_writes(self):
        server = self.serve()
        sdk_sends(server, 'sms', '/sms', count=3)
        server.stop()
        before = self.sandbox.workspace.read_bytes()
        self.assertEqual(len(self.sandbox.events()), 3)
        self.assertEqual(self.sandbox.workspace.read_bytes(), before)

    def test_the_lock_of_a_killed_program_does_not_keep_the_next_one_out(self):
        first = self.serve()
        sdk_sends(first, 'sms', '/sms')
        first.process.kill()
        first.join()
        sdk_sends(self.serve(), 'sms', '/sms')
        self.assertEqual(len(self.sandbox.events()), 2)

    def test_ids_go_on_after_a_restart(self):
        for _ in range(3):
            server = self.serve()
            sdk_sends(server, 'sms', '/sms', count=2)
            self.assertEqual(server.stop(), 0)
        self.assertEqual([e['id'] for e in self.sandbox.events()], list(range(1, 7)))


class SecretsTest(EndToEnd):
    def test_tokens_are_in_no_file_no_output_and_no_argument(self):
        keys = self.sandbox.folder.with_name(self.sandbox.folder.name + '-keys')
        keys.write_text(f'AC{"2" * 32}={SECOND_TOKEN}\n')
        self.addCleanup(keys.unlink)
        env = {f'TWILIO_AUTH_TOKEN_AC{"0" * 31}1': TOKEN, 'QT_LOGGING_RULES': '*=true'}
        server = self.serve('--key-file', keys, env=env)
        sdk_sends(server, 'sms', '/sms', count=5)
        sdk_sends(server, 'sms', '/sms', token=SECOND_TOKEN) # invalid: another account's
        sdk_sends(server, 'json', '/json')
        self.assertIn('valid', [e['verdict'] for e in self.sandbox.events()])
        command_line = Path(f'/proc/{server.process.pid}/cmdline').read_bytes()
        self._check('the command line', command_line)
        self._check_files() # with the write-ahead log
        self.assertEqual(server.stop(), 0)
        self._check_files()
        self._check('stdout', server.text('stdout').encode())
        self._check('stderr', server.text('stderr').encode())
        for event in self.sandbox.events():
            done = self.sandbox.cli('show', event['id'], '--workspace', self.sandbox.workspace, env=env, token=TOKEN)
            self._check('show', done.stdout + done.stderr)

    def _check(self, where, data):
        for token in (TOKEN, SECOND_TOKEN):
            self.assertNotIn(token.encode(), data, where)
            self.assertNotIn(token.encode('utf-16-le'), data, where)

    def _check_files(self):
        files = [f for f in self.sandbox.folder.rglob('*') if f.is_file()]
        self.assertIn(self.sandbox.workspace, files)
        for file in files:
            self._check(str(file), file.read_bytes())


if __name__ == '__main__':
    unittest.main()
