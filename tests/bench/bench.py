#!/usr/bin/env python3
"""Servers side by side under the same load: one at a time, on 127.0.0.1, in alternating order, stopped by their pid.

  tests/bench/bench.py --servers nginx,express-sqlite-full,offhook --modes keepalive,fresh --rounds 3
  tests/bench/bench.py --servers nginx,offhook --modes fresh --rate 5000 --count 30000 --conns 512     # a storm
  tests/bench/bench.py --servers offhook,offhook~2000 --modes keepalive    # as if each fsync took 2 ms more

The order alternates (A B C, then C B A, ...), so that what changes on the machine meanwhile hits all alike; figures are
medians over the rounds. Server on CPU 0, generator on CPU 1, unless --no-pin. Needs a release build, see --build; the
node peers want `npm ci` in tests/bench/peers/node once. Each run also goes to --out as one JSON line.
"""
import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = HERE / 'peers'
TOKEN = '0123456789abcdef0123456789abcdef'
URL = 'https://hooks.example.test'


class Programs:
    """The programs of one build folder."""

    def __init__(self, build):
        self.build = Path(build)
        self.loadgen = self.build / 'tests/bench/offhook_loadgen'
        self.slowsync = self.build / 'tests/bench/offhook_slowsync.so'
        self.store = self.build / 'tests/bench/bench_store'
        self.minimal_window = self.build / 'tests/bench/offhook_minimal_window'
        self.cli = self.build / 'app/cli/offhook-cli'
        self.gui = self.build / 'app/gui/offhook'

    def require(self, *names):
        missing = [str(getattr(self, n)) for n in names if not getattr(self, n).exists()]
        if missing:
            sys.exit('Not built: ' + ', '.join(missing) + '\n  cmake --preset release && cmake --build build/release')


def default_build():
    return os.environ.get('OFFHOOK_BUILD', ROOT / 'build/release')


class Server:
    """One server of the table, running in a folder of its own."""

    def __init__(self, name, programs, pin, folder):
        self.name, _, self.slow_us = name.partition('~')
        self.programs, self.pin, self.folder = programs, pin, Path(folder)
        self.port = free_port()
        self.workspace = self.folder / 'bench.offhook-workspace'
        command, env = self._command()
        if self.slow_us:
            env.update(LD_PRELOAD=str(programs.slowsync), SLOW_US=self.slow_us)
        self.process = subprocess.Popen(pinned(command, 0 if pin else None), env={**os.environ, **env},
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port, self.process, name)

    def _command(self):
        if self.name == 'nginx':
            config = (PEERS / 'nginx.conf.in').read_text()
            for key, value in (('@PORT@', self.port), ('@WORKERS@', 1 if self.pin else 2), ('@RUN@', self.folder)):
                config = config.replace(key, str(value))
            (self.folder / 'nginx.conf').write_text(config)
            return ['nginx', '-p', self.folder, '-c', self.folder / 'nginx.conf'], {}
        if self.name == 'node-http':
            return ['node', PEERS / 'node/http.js', self.port], {}
        if self.name.startswith('express'):
            store = self.name.partition('-')[2] or 'none'
            return ['node', PEERS / 'node/express.js', self.port, store, self.folder / 'events.sqlite'], {}
        if self.name == 'offhook':
            return [self.programs.cli, 'serve', '--listen', f'127.0.0.1:{self.port}', '--workspace', self.workspace,
                    '--public-url', URL], {'TWILIO_AUTH_TOKEN': TOKEN, **quiet_home(self.folder)}
        sys.exit(f'No server is called {self.name}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def pids(self):
        """The process and its workers."""
        children = Path(f'/proc/{self.process.pid}/task/{self.process.pid}/children').read_text().split()
        return [self.process.pid, *map(int, children)]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def quiet_home(folder):
    """Settings and data of a program under measurement stay in its folder."""
    return {'HOME': str(folder), **{f'XDG_{n}_HOME': str(folder / n.lower()) for n in ('CONFIG', 'DATA', 'CACHE')}}


def pinned(command, cpu):
    return [*([] if cpu is None else ['taskset', '-c', str(cpu)]), *map(str, command)]


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, name, patience=30):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            sys.exit(f'{name} ended with {process.returncode} before it listened')
        try:
            socket.create_connection(('127.0.0.1', port), 0.2).close()
            time.sleep(0.5)
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f'{name} does not listen')


def load(programs, server, mode, pin=True, **options):
    """One run of the generator against a running server: its report."""
    command = [programs.loadgen, '--port', server.port, '--mode', mode, '--name', server.name, '--pids',
               ','.join(map(str, server.pids()))]
    command += ['--cpu', 1] if pin else []
    for name, value in options.items():
        command += [f'--{name}', value] if value else []
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True, timeout=200)
    return json.loads(done.stdout)


def alternating(names, rounds):
    """(round, name) in the order A B C, C B A, ..."""
    for number in range(rounds):
        for name in names if number % 2 == 0 else names[::-1]:
            yield number, name


def compare(programs, names, modes, rounds, pin=True, out=None, **options):
    """Reports by (server, mode)."""
    reports = {}
    for number, name in alternating(names, rounds):
        folder = tempfile.mkdtemp(prefix='offhook-bench-')
        try:
            with Server(name, programs, pin, folder) as server:
                for mode in modes:
                    report = load(programs, server, mode, pin, **options)
                    report.update(server=name, round=number)
                    reports.setdefault((name, mode), []).append(report)
                    if out:
                        print(json.dumps(report), file=out, flush=True)
                    print('.', end='', file=sys.stderr, flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(file=sys.stderr)
    return reports


def median(reports, field):
    return statistics.median(r[field] for r in reports)


def print_table(reports):
    print(f'{"server":22}{"mode":11}{"req/s":>9}{"min..max":>17}{"p50 ms":>9}{"p99 ms":>9}{"CPU s/10k":>11}{"RSS MiB":>9}'
          f'{"gen CPU":>9}  not 2xx, errors')
    for (name, mode), runs in reports.items():
        spread = f'{min(r["rps"] for r in runs):.0f}..{max(r["rps"] for r in runs):.0f}'
        bad = sum(count for r in runs for status, count in r['status'].items() if not 200 <= int(status) < 300)
        print(f'{name:22}{mode:11}{median(runs, "rps"):9.0f}{spread:>17}{median(runs, "p50_ms"):9.2f}'
              f'{median(runs, "p99_ms"):9.2f}{median(runs, "srv_cpu_per10k"):11.3f}{median(runs, "srv_hwm_mb"):9.0f}'
              f'{median(runs, "gen_cpu_frac"):9.2f}  {bad} {sum(r["errors"] for r in runs)}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--servers', default='nginx,offhook', help='nginx, node-http, express, express-sqlite, '
                        'express-sqlite-full, offhook; NAME~US adds US microseconds to each fsync')
    parser.add_argument('--modes', default='keepalive,fresh')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--secs', type=float, default=3)
    parser.add_argument('--warm', type=float, default=1)
    parser.add_argument('--conns', type=int, default=32)
    parser.add_argument('--rate', type=float, default=0)
    parser.add_argument('--count', type=int, default=0)
    parser.add_argument('--no-pin', dest='pin', action='store_false')
    parser.add_argument('--build', default=default_build())
    parser.add_argument('--out')
    a = parser.parse_args()
    programs = Programs(a.build)
    programs.require('loadgen')
    storm = {'rate': a.rate, 'count': a.count} if a.rate else {'secs': a.secs, 'warm': a.warm, 'count': a.count}
    with open(a.out or os.devnull, 'a', encoding='utf-8') as out:
        print_table(compare(programs, a.servers.split(','), a.modes.split(','), a.rounds, a.pin, out, conns=a.conns, **storm))


if __name__ == '__main__':
    main()
