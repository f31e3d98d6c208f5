"""What the end-to-end tests share: the real programs in a folder of their own, raw HTTP, and waiting for conditions.

The programs come from the environment, as tests/e2e/CMakeLists.txt sets it: OFFHOOK_CLI, OFFHOOK_GUI, OFFHOOK_LOADGEN,
and OFFHOOK_SDK, the folder of the official Twilio SDK.
"""
import base64
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

# How long a condition may take to come true before the test fails: far above what it takes, also with sanitizers on a
# busy machine. No test asserts that something is quick.
PATIENCE = 60

TOKEN = '5f0c1d2e3b4a59687766554433221100'
PUBLIC_URL = 'https://hooks.example.test'


def program(name):
    path = os.environ[name]
    if not os.access(path, os.X_OK) and not os.path.isdir(path):
        raise RuntimeError(f'{name}={path} is not there')
    return path


def wait_until(condition, what, patience=PATIENCE):
    """The first true value of condition(); fails the test when there is none in time."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'waited {patience} s in vain for {what}')
        time.sleep(0.02)


class Sandbox:
    """A folder of its own for files, settings and HOME, and an environment without this user's bus and display."""

    def __init__(self, test):
        self.folder = Path(tempfile.mkdtemp(prefix='offhook-e2e-'))
        test.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.workspace = self.folder / 'test.offhook-workspace'
        keep = ('PATH', 'LANG', 'LD_LIBRARY_PATH', 'ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'TSAN_OPTIONS')
        self.env = {name: os.environ[name] for name in keep if name in os.environ}
        self.env['HOME'] = str(self.folder)
        for name in ('CONFIG', 'DATA', 'CACHE', 'RUNTIME'):
            path = self.folder / name.lower()
            path.mkdir(mode=0o700)
            self.env[f'XDG_{name}_HOME' if name != 'RUNTIME' else 'XDG_RUNTIME_DIR'] = str(path)

    def cli(self, *arguments, token=None, given=b'', env=None):
        """Runs offhook-cli to its end."""
        environment = {**self.env, **(env or {}), **({'TWILIO_AUTH_TOKEN': token} if token else {})}
        return subprocess.run([program('OFFHOOK_CLI'), *map(str, arguments)], input=given, capture_output=True,
                              env=environment, timeout=PATIENCE * 4, check=False)

    def events(self, *arguments):
        """The events of the workspace, oldest first, as `offhook-cli events --json` prints them."""
        done = self.cli('events', '--workspace', self.workspace, '--json', *arguments)
        if done.returncode != 0:
            raise AssertionError(f'events ended with {done.returncode}: {done.stderr.decode()}')
        return [json.loads(line) for line in done.stdout.splitlines()]

    def show(self, event_id):
        """One whole event; request and response heads and bodies as bytes."""
        done = self.cli('show', event_id, '--workspace', self.workspace, '--json')
        if done.returncode != 0:
            raise AssertionError(f'show ended with {done.returncode}: {done.stderr.decode()}')
        event = json.loads(done.stdout)
        for part in ('request', 'response'):
            for piece in ('head', 'body'):
                event[part][piece] = base64.b64decode(event[part][piece])
        return event

    def raw(self, event_id):
        done = self.cli('show', event_id, '--workspace', self.workspace, '--raw')
        if done.returncode != 0:
            raise AssertionError(f'show --raw ended with {done.returncode}: {done.stderr.decode()}')
        return done.stdout


class Running:
    """A program whose output is collected while it runs."""

    def __init__(self, test, command, env, preexec=None):
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, preexec_fn=preexec)
        test.addCleanup(self.kill)
        self.output = {'stdout': [], 'stderr': []}
        self.readers = [threading.Thread(target=self._collect, args=(name,), daemon=True) for name in self.output]
        for reader in self.readers:
            reader.start()

    def _collect(self, name):
        for line in getattr(self.process, name):
            self.output[name].append(line)

    def text(self, name):
        return b''.join(self.output[name]).decode()

    def find(self, pattern):
        for name in self.output:
            match = re.search(pattern, self.text(name))
            if match:
                return match
        return None

    def wait_for(self, pattern):
        """The match of a pattern in what the program prints; fails when it ends without."""

        def look():
            found = self.find(pattern)
            if found is None and self.process.poll() is not None:
                self.join()
                found = self.find(pattern)
                if found is None:
                    raise AssertionError(f'ended with {self.process.returncode} without {pattern!r}:\n{self.everything()}')
            return found

        return wait_until(look, repr(pattern))

    def everything(self):
        return f'stdout: {self.text("stdout")[-4000:]}\nstderr: {self.text("stderr")[-4000:]}'

    def join(self):
        code = self.process.wait(PATIENCE)
        for reader in self.readers:
            reader.join(PATIENCE)
        for name in self.output:
            getattr(self.process, name).close()
        return code

    def stop(self, number=signal.SIGTERM):
        """Ends it with a signal and gives its exit code."""
        self.process.send_signal(number)
        return self.join()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.join()


class Serve(Running):
    """`offhook-cli serve` on a free port, ready to take requests."""

    def __init__(self, test, sandbox, *arguments, token=TOKEN, listen='127.0.0.1:0', json_lines=True, env=None,
                 public_url=PUBLIC_URL, preexec=None):
        command = [program('OFFHOOK_CLI'), 'serve', '--listen', listen, '--workspace', str(sandbox.workspace)]
        command += ['--public-url', public_url] if public_url else []
        command += ['--json'] if json_lines else []
        environment = {**sandbox.env, **(env or {}), **({'TWILIO_AUTH_TOKEN': token} if token else {})}
        super().__init__(test, [*command, *map(str, arguments)], environment, preexec)
        match = self.wait_for(r'listening on (https?)://(\S+):(\d+)\n')
        self.scheme, self.host, self.port = match[1], match[2].strip('[]'), int(match[3])
        self.url = f'{match[1]}://{match[2]}:{match[3]}'

    def connect(self):
        return Connection(self.port, self.host)

    def send(self, *pieces):
        """Sends bytes on a connection of its own; the answer, or None when there was none."""
        with self.connect() as connection:
            for piece in pieces:
                connection.send(piece)
            return connection.answer()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


class Connection:
    """A raw HTTP client: sends what it is told, reads one answer after the other."""

    def __init__(self, port, host='127.0.0.1'):
        self.socket = socket.create_connection((host, port), PATIENCE)
        self.received = b''

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """False when the server has closed, as it may in the middle of what it refuses."""
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def finish_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def _read(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b''
        self.received += data
        return data

    def _read_until(self, mark):
        while mark not in self.received:
            if not self._read():
                return None
        head, self.received = self.received.split(mark, 1)
        return head

    def _read_count(self, count):
        while len(self.received) < count and self._read():
            pass
        body, self.received = self.received[:count], self.received[count:]
        return body

    def answer(self, to_head=False):
        """The next answer, or None when the connection ended without one."""
        head = self._read_until(b'\r\n\r\n')
        if head is None:
            return None
        first, *lines = head.decode('latin-1').split('\r\n')
        status = int(first.split(' ')[1])
        headers = {name.lower(): value.strip() for name, value in (line.split(':', 1) for line in lines)}
        body = b''
        if status >= 200 and status not in (204, 304) and not to_head:
            body = self._read_count(int(headers['content-length']))
        return Answer(status, headers, body)

    def is_closed(self):
        """Reads until the other side closes; whether nothing came before that."""
        return not self._read()

    def has_data(self):
        self.socket.setblocking(False)
        try:
            return self.socket.recv(1, socket.MSG_PEEK) is not None
        except BlockingIOError:
            return False
        finally:
            self.socket.settimeout(PATIENCE)


def node(script, *arguments, token=TOKEN, given=b''):
    """Runs a script of the official SDK's folder; its JSON lines."""
    done = subprocess.run(['node', f'{program("OFFHOOK_SDK")}/{script}', *map(str, arguments)], input=given,
                          env={**os.environ, 'TWILIO_AUTH_TOKEN': token}, capture_output=True, timeout=PATIENCE * 4,
                          cwd=program('OFFHOOK_SDK'), check=False)
    if done.returncode != 0:
        raise AssertionError(f'{script} ended with {done.returncode}: {done.stderr.decode()}{done.stdout.decode()}')
    return [json.loads(line) for line in done.stdout.splitlines()]


def sdk_sends(server, kind, path='/', count=1, token=TOKEN):
    """Requests signed by the official SDK as for the public URL, sent to the server; what the SDK's side saw."""
    return node('send-signed.mjs', '--url', server.url + path, '--sign-as', PUBLIC_URL + path, '--kind', kind, '--count',
                count, token=token)


def params_of(event):
    return dict(map(tuple, event['params']))


def integrity(workspace):
    """What SQLite itself says of the workspace's file; "ok" when it is whole."""
    with sqlite3.connect(f'file:{workspace}?mode=ro', uri=True) as database:
        return database.execute('PRAGMA integrity_check').fetchone()[0]


class EndToEnd(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.sandbox = Sandbox(self)

    def serve(self, *arguments, **options):
        return Serve(self, self.sandbox, *arguments, **options)

    def only_event(self):
        events = self.sandbox.events()
        self.assertEqual(len(events), 1, events)
        return events[0]
