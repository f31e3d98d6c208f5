"""`serve --tunnel`: the real program with tools that stand in for those that need an account on the net (see
tests/support/tunnels/tool.py)."""
import os
import re
import signal
import socket
import unittest
from pathlib import Path

from support import Sandbox, Serve, program, wait_until

TOOLS = Path(__file__).resolve().parents[1] / 'support' / 'tunnels'


def carriers(token):
    """The processes that carry a variable of a run in their environment."""
    found = []
    for entry in Path('/proc').iterdir():
        if entry.name.isdigit():
            try:
                if token in (entry / 'environ').read_bytes():
                    found.append(int(entry.name))
            except OSError:
                pass
    return found


class Tunnel(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox(self)
        self.mark = f'OFFHOOK_TEST_MARK={os.getpid()}-{id(self)}'.encode()

    def serve(self, scenario, *more, tool='ngrok', **options):
        name, value = self.mark.decode().split('=')
        settings = [f'program={TOOLS / tool}', 'server=127.0.0.1:1'] if tool == 'ngrok' else [f'program={TOOLS / tool}']
        arguments = ['--tunnel', tool]
        for setting in settings:
            arguments += ['--tunnel-set', setting]
        env = {'OFFHOOK_TOOL': scenario, 'OFFHOOK_TOOL_SIGNAL': str(self.sandbox.folder / 'signal'), name: value}
        return Serve(self, self.sandbox, *arguments, *more, env=env, public_url=None, **options)

    def tools(self, server):
        return [pid for pid in carriers(self.mark) if pid != server.process.pid]

    def test_public_url_is_printed_and_leads_here(self):
        server = self.serve('up', json_lines=False)
        url = server.wait_for(r'(?m)^public URL (http://127\.0\.0\.1:\d+)$')[1]
        server.wait_for('the outside reaches this listener')
        port = int(url.rsplit(':', 1)[1])
        self.assertNotEqual(port, server.port)
        with socket.create_connection(('127.0.0.1', port), 60) as client:
            client.sendall(b'POST /sms HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
            self.assertIn(b'HTTP/1.1 2', client.recv(4096))
        self.assertEqual(server.stop(), 0)
        self.assertEqual([event['target'] for event in self.sandbox.events()], ['/sms'])
        wait_until(lambda: not carriers(self.mark), 'the end of every process')

    def test_with_json_the_public_url_is_on_stderr(self):
        server = self.serve('up')
        server.wait_for('public URL http')
        self.assertNotIn('public URL', server.text('stdout'))
        self.assertEqual(server.stop(signal.SIGINT), 0)

    def test_a_url_that_changes_is_printed_again(self):
        server = self.serve('change', json_lines=False)
        server.wait_for('public URL http')
        (self.sandbox.folder / 'signal').touch()
        wait_until(lambda: len(set(re.findall(r'public URL (\S+)', server.text('stdout')))) == 2, 'the second URL')
        self.assertEqual(server.stop(), 0)

    def test_killed_it_leaves_no_tool_behind(self):
        server = self.serve('deaf')
        server.wait_for('public URL http')
        self.assertTrue(self.tools(server))
        server.stop(signal.SIGKILL)
        wait_until(lambda: not carriers(self.mark), 'the end of the tool')

    def test_what_a_tool_left_behind_is_ended_at_the_next_start(self):
        # A tool that starts another and is killed with Offhook leaves that one: as npx does.
        name, value = self.mark.decode().split('=')
        script = self.sandbox.folder / 'wrapped'
        script.write_text('#!/bin/sh\nsleep 600 &\necho https://left.example.test\nwait\n')
        script.chmod(0o755)
        command = ['--tunnel', 'custom', '--tunnel-set', f'command={script}']
        server = Serve(self, self.sandbox, *command, env={name: value}, public_url=None)
        server.wait_for('public URL https://left.example.test')
        server.stop(signal.SIGKILL)
        self.assertTrue(wait_until(lambda: carriers(self.mark), 'what is left'))
        again = Serve(self, self.sandbox)
        wait_until(lambda: not carriers(self.mark), 'the end of what was left')
        self.assertEqual(again.stop(), 0)

    def test_a_tunnel_that_cannot_come_up_ends_the_program(self):
        for scenario, words in (('login', 'ngrok config add-authtoken'), ('refused', 'ERR_NGROK_334')):
            with self.subTest(scenario):
                server = self.serve(scenario)
                server.wait_for(words)
                self.assertEqual(server.join(), 1)

    def test_a_program_that_is_not_installed(self):
        server = Serve(self, self.sandbox, '--tunnel', 'ngrok', '--tunnel-set', 'program=/nowhere/ngrok', '--tunnel-set',
                       'server=127.0.0.1:1', public_url=None)
        server.wait_for('is not installed; see https://ngrok.com/download')
        self.assertEqual(server.join(), 1)

    def test_usage(self):
        for arguments, words in ((['--tunnel', 'pigeon'], 'There is no tunnel pigeon'),
                                 (['--tunnel', 'ssh'], 'destination'),
                                 (['--tunnel-set', 'domain=x'], 'goes with --tunnel'),
                                 (['--tunnel', 'ngrok', '--tunnel-set', 'colour=red'], 'FIELD=VALUE')):
            with self.subTest(arguments):
                done = self.sandbox.cli('serve', '--listen', '127.0.0.1:0', '--workspace', self.sandbox.workspace,
                                        *arguments)
                self.assertEqual(done.returncode, 2)
                self.assertIn(words, done.stderr.decode())


if __name__ == '__main__':
    unittest.main()
