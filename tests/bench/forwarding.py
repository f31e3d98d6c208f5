#!/usr/bin/env python3
"""What forwarding costs: a trivial application (nginx with a static answer) asked directly, and through nginx as a reverse
proxy, mitmproxy and `offhook-cli serve --forward`, in the same run.

  tests/bench/forwarding.py --rounds 3

Requests/s with 32 connections, and the latency that a proxy adds at a rate that all of them can serve: its p50 and p99
less those of the application asked directly. Offhook stores and verifies every request durably, the others do not. The
application and the proxy share CPU 0, the generator has CPU 1. mitmproxy is left out where it is not installed. Needs a
release build; prints a table for docs/benchmarks.md.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import bench
from bench import PEERS, TOKEN, URL, Programs, Server, alternating, free_port, load, median, pinned, quiet_home

WORDS = {'direct': 'application asked directly', 'nginx': 'nginx as reverse proxy', 'mitmproxy': 'mitmproxy (reverse mode)',
         'offhook': 'Offhook, stored and verified'}


class Proxy:
    """A proxy before an application that runs; its port is the one to ask."""

    def __init__(self, name, programs, application, folder):
        self.name, self.application, self.port = name, application, free_port()
        self.process = None
        if name == 'direct':
            self.port = application.port
            return
        command, env = self._command(programs, folder)
        self.process = subprocess.Popen(pinned(command, 0), env={**os.environ, **env}, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        bench.wait_for_port(self.port, self.process, name)

    def _command(self, programs, folder):
        target = f'http://127.0.0.1:{self.application.port}'
        if self.name == 'nginx':
            config = (PEERS / 'nginx-proxy.conf.in').read_text()
            for key, value in (('@PORT@', self.port), ('@APP@', self.application.port), ('@RUN@', folder)):
                config = config.replace(key, str(value))
            (folder / 'proxy.conf').write_text(config)
            return ['nginx', '-p', folder, '-c', folder / 'proxy.conf'], {}
        if self.name == 'mitmproxy':
            return ['mitmdump', '-q', '--mode', f'reverse:{target}', '--listen-host', '127.0.0.1', '--listen-port', self.port,
                    '--set', f'confdir={folder}', '--set', 'keep_host_header=true'], quiet_home(folder)
        return [programs.cli, 'serve', '--listen', f'127.0.0.1:{self.port}', '--workspace', folder / 'w.offhook-workspace',
                '--public-url', URL, '--forward', target], {'TWILIO_AUTH_TOKEN': TOKEN, **quiet_home(folder)}

    def pids(self):
        return [self.process.pid] if self.process else self.application.pids()

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def measure(name, programs, a, reports):
    folder = bench.Path(tempfile.mkdtemp(prefix='offhook-bench-'))
    try:
        with Server('nginx', programs, True, folder) as application:
            proxy = Proxy(name, programs, application, folder)
            try:
                for kind, options in (('most', {'secs': a.secs, 'warm': 1, 'conns': 32}),
                                      ('paced', {'rate': a.rate, 'count': int(a.rate * a.secs), 'conns': 16})):
                    report = load(programs, proxy, 'keepalive' if kind == 'most' else 'fresh', **options)
                    wrong = {s: n for s, n in report['status'].items() if s != '200'}
                    if wrong or report['errors']:
                        sys.exit(f'{name} {kind}: {wrong}, {report["errors"]} errors')
                    reports.setdefault((name, kind), []).append(report)
                    print('.', end='', file=sys.stderr, flush=True)
            finally:
                proxy.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--secs', type=float, default=4)
    parser.add_argument('--rate', type=float, default=100, help='requests/s at which latency is measured')
    parser.add_argument('--build', default=bench.default_build())
    a = parser.parse_args()
    programs = Programs(a.build)
    programs.require('loadgen', 'cli')
    names = [n for n in WORDS if n != 'mitmproxy' or shutil.which('mitmdump')]
    reports = {}
    for _, name in alternating(names, a.rounds):
        measure(name, programs, a, reports)
    print(file=sys.stderr)
    base = {field: median(reports['direct', 'paced'], field) for field in ('p50_ms', 'p99_ms')}
    print(f'| | requests/s | added p50 | added p99 |\n|---|---:|---:|---:|')
    for name in names:
        p50, p99 = (median(reports[name, 'paced'], field) - base[field] for field in ('p50_ms', 'p99_ms'))
        added = f'{p50:.2f} ms | {p99:.2f} ms' if name != 'direct' else '– | –'
        print(f'| {WORDS[name]} | {median(reports[name, "most"], "rps"):.0f} | {added} |')


if __name__ == '__main__':
    main()
