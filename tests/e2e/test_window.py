"""The real window on a display of its own (Xvfb): what it captures, shows and answers; keys; a second, reading window."""
import json
import os
import subprocess
import unittest
from pathlib import Path

from support import PUBLIC_URL, TOKEN, EndToEnd, Running, Serve, integrity, params_of, program, sdk_sends, wait_until


class Window(Serve):
    """`offhook` on a display; send() and connect() as with `serve`."""

    def __init__(self, test, sandbox, display, *arguments, listens=True):
        self.report = sandbox.folder / f'report{len(os.listdir(sandbox.folder))}.json'
        command = [program('OFFHOOK_GUI'), '--workspace', str(sandbox.workspace), '--bench-report', str(self.report)]
        command += ['--listen', '127.0.0.1:0', '--public-url', PUBLIC_URL] if listens else []
        self.env = {**sandbox.env, 'DISPLAY': display, 'TWILIO_AUTH_TOKEN': TOKEN}
        Running.__init__(self, test, [*command, *map(str, arguments)], self.env)
        self.id = wait_until(self._window_id, 'the window')
        if listens:
            match = self.wait_for(r'listening on (http)://([\d.]+):(\d+)\n')
            self.scheme, self.host, self.port = match[1], match[2], int(match[3])
            self.url = f'http://{self.host}:{self.port}'

    def _xdotool(self, *arguments):
        return subprocess.run(['xdotool', *map(str, arguments)], env=self.env, capture_output=True, check=False)

    def _window_id(self):
        if self.process.poll() is not None:
            self.join()
            raise AssertionError(f'ended with {self.process.returncode}: {self.everything()}')
        found = self._xdotool('search', '--onlyvisible', '--pid', self.process.pid, '--name', '.')
        return found.stdout.decode().split('\n')[0]

    def windows(self):
        found = self._xdotool('search', '--onlyvisible', '--pid', self.process.pid, '--name', '.')
        return found.stdout.decode().split()

    def title(self):
        return self._xdotool('getwindowname', self.id).stdout.decode().strip()

    def keys(self, *keys, window=None):
        # There is no window manager on this display to give the focus away.
        self._xdotool('windowfocus', '--sync', window or self.id)
        self._xdotool('key', '--clearmodifiers', *keys)

    def screenshot(self, file):
        subprocess.run(['import', '-window', 'root', str(file)], env=self.env, check=True, capture_output=True)

    def close(self):
        """Ends it as a session's end does; its exit code and its own report."""
        code = self.stop()
        return code, json.loads(self.report.read_text())


class WindowTest(EndToEnd):
    def setUp(self):
        super().setUp()
        read, write = os.pipe()
        # -noreset: without it the display starts anew, and refuses, whenever its last client leaves.
        server = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-noreset', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
                                  pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)

        def stop():
            server.terminate()
            server.wait()

        self.addCleanup(stop)
        with os.fdopen(read) as pipe: # the number comes once the display is ready
            self.display = ':' + pipe.readline().strip()

    def window(self, *arguments, **options):
        return Window(self, self.sandbox, self.display, *arguments, **options)

    def test_requests_reach_table_store_and_their_answers_the_caller(self):
        window = self.window()
        self.assertEqual([s['status'] for s in sdk_sends(window, 'sms', '/sms', count=5)], [200] * 5)
        self.assertEqual([s['status'] for s in sdk_sends(window, 'status', '/status', count=3)], [204] * 3)
        self.assertEqual(window.send(b'GET /x HTTP/1.1\r\n\r\n').status, 400)
        curl = subprocess.run(['curl', '-sS', '-w', '%{http_code}', '--data', 'Body=x', window.url + '/curl'],
                              capture_output=True, check=True)
        self.assertEqual(curl.stdout, b'204')
        events = self.sandbox.events() # read-only, beside the window
        self.assertEqual([e['kind'] for e in events[:8]], ['sms.inbound'] * 5 + ['message.status.delivered'] * 3)
        self.assertEqual([e['verdict'] for e in events[:8]], ['valid'] * 8)
        self.assertEqual(events[8]['error'], 'missing-host')
        code, report = window.close()
        self.assertEqual(code, 0)
        self.assertEqual(report['rows'], 10)
        self.assertEqual(len(self.sandbox.events()), 10)
        self.assertEqual(integrity(self.sandbox.workspace), 'ok')

    def test_the_window_paints_what_came_in(self):
        window = self.window()
        empty, full = self.sandbox.folder / 'empty.png', self.sandbox.folder / 'full.png'
        self.assertGreater(wait_until(lambda: self._colours(window, empty) > 20 and self._colours(window, empty), 'paint'), 20)
        sdk_sends(window, 'sms', '/sms', count=15)
        wait_until(lambda: self._differing_pixels(window, empty, full) > 20_000, 'the rows to be painted')
        self.assertEqual(window.close()[0], 0)

    def test_a_key_marks_the_selected_event(self):
        window = self.window()
        sdk_sends(window, 'sms', '/sms', count=3)

        def marked():
            if not self.sandbox.events('--filter', 'is:marked'):
                window.keys('Down', 'm')
            return self.sandbox.events('--filter', 'is:marked')

        (event,) = wait_until(marked, 'a mark')
        self.assertIn('marked', event['flags'])
        self.assertEqual(window.close()[0], 0)

    def test_send_test_goes_through_real_http_and_is_valid(self):
        window = self.window()
        window.keys('ctrl+t')
        (dialog,) = wait_until(lambda: [w for w in window.windows() if w != window.id][:1], 'the dialog')
        window.keys('Return', window=dialog)
        (event,) = wait_until(self._events_if_any, 'the test request')
        self.assertEqual(event['verdict'], 'valid')
        self.assertIn('test', event['flags'])
        self.assertEqual(window.close()[0], 0)

    def test_a_reading_window_follows_what_another_program_writes(self):
        server = self.serve()
        sdk_sends(server, 'sms', '/sms', count=2)
        reader = self.window('--read-only', listens=False)
        before = self.sandbox.folder / 'before.png'
        wait_until(lambda: self._colours(reader, before) > 20, 'paint')
        sdk_sends(server, 'sms', '/sms') # one: it is there whole or not at all
        wait_until(lambda: self._differing_pixels(reader, before, self.sandbox.folder / 'after.png') > 1_000, 'the new row')
        code, report = reader.close()
        self.assertEqual((code, report['rows']), (0, 3))
        self.assertIsNone(reader.find('listening'))
        self.assertEqual(server.send(b'GET / HTTP/1.1\r\nHost: a\r\n\r\n').status, 204)

    def test_the_token_is_neither_in_the_title_nor_in_a_file_nor_in_the_output(self):
        window = self.window()
        sdk_sends(window, 'sms', '/sms', count=2)
        self.assertIn('Offhook', window.title())
        self.assertNotIn(TOKEN, window.title())
        self.assertNotIn(TOKEN.encode(), Path(f'/proc/{window.process.pid}/cmdline').read_bytes())
        self.assertEqual(window.close()[0], 0)
        self.assertNotIn(TOKEN, window.everything())
        for file in (f for f in self.sandbox.folder.rglob('*') if f.is_file()):
            self.assertNotIn(TOKEN.encode(), file.read_bytes(), file)

    def test_killed_in_the_middle_it_has_everything_at_the_next_start(self):
        window = self.window()
        sent = sdk_sends(window, 'sms', '/sms', count=20)
        window.process.kill()
        window.join()
        again = self.window()
        self.assertEqual(len([s for s in sent if s['status'] == 200]), 20)
        self.assertEqual([params_of(e)['Body'].split()[1] for e in self.sandbox.events()], [str(n) for n in range(1, 21)])
        code, report = again.close()
        self.assertEqual((code, report['rows']), (0, 20))

    def _events_if_any(self):
        return self.sandbox.workspace.exists() and self.sandbox.events()

    def _colours(self, window, file):
        window.screenshot(file)
        done = subprocess.run(['identify', '-format', '%k', str(file)], capture_output=True, check=True)
        return int(done.stdout)

    def _differing_pixels(self, window, before, file):
        window.screenshot(file)
        done = subprocess.run(['compare', '-metric', 'AE', '-fuzz', '2%', str(before), str(file), 'null:'],
                              capture_output=True, check=False)
        return float(done.stderr)


if __name__ == '__main__':
    unittest.main()
