#!/usr/bin/env python3
"""Every figure of docs/benchmarks.md, measured in one run and written there: tests/bench/run_all.py

Builds the release preset, takes medians of at least three alternating rounds, and says of each bar whether it is held;
exits with 1 when one is not. Takes about ten minutes on two cores; the machine should have nothing else to do.
"""
import argparse
import datetime
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench
from bench import ROOT, Programs, Server, alternating, compare, load, median

DOCUMENT = ROOT / 'docs/benchmarks.md'
BEGIN, END = '<!-- figures: begin -->', '<!-- figures: end -->'
STORM = {'rate': 5000, 'count': 30_000, 'conns': 512}
MILLION = 1_000_000


class Figure:
    """One row: what was measured, its bar, and whether it is held."""

    def __init__(self, what, value, bar, held, details=''):
        self.what, self.value, self.bar, self.held, self.details = what, value, bar, held, details

    def row(self):
        return f'| {self.what} | {self.value} | {self.bar} | {"yes" if self.held else "**no**"} | {self.details} |'


def thousands(number):
    return f'{number:,.0f}'.replace(',', ' ')


def throughput(programs, rounds):
    names = ['nginx', 'express-sqlite-full', 'offhook']
    reports = compare(programs, names, ['keepalive', 'fresh'], rounds, conns=32, secs=3, warm=1)
    rate = {key: median(runs, 'rps') for key, runs in reports.items()}
    for (name, mode), runs in reports.items():
        wrong = [r for r in runs if r['errors'] or any(not 200 <= int(s) < 300 for s in r['status'])]
        if wrong:
            sys.exit(f'{name} {mode}: {wrong[0]}')

    def figure(mode, peer, factor, what):
        ratio = rate['offhook', mode] / rate[peer, mode]
        return Figure(what, f'{ratio:.2f}', f'at least {factor}', ratio >= factor,
                      f'{thousands(rate["offhook", mode])} to {thousands(rate[peer, mode])} requests/s, '
                      f'p99 {median(reports["offhook", mode], "p99_ms"):.1f} ms')

    return reports, [
        figure('keepalive', 'nginx', 0.25, 'Keep-alive, 32 connections, to nginx with a static answer'),
        figure('keepalive', 'express-sqlite-full', 15, 'Keep-alive, to Express with SDK and SQLite, equally durable'),
        figure('fresh', 'nginx', 0.8, 'A connection for each request, to nginx with a static answer'),
    ]


def storm(programs, rounds):
    runs, sizes, lost = [], [], 0
    for _ in range(rounds):
        folder = Path(tempfile.mkdtemp(prefix='offhook-bench-'))
        with Server('offhook', programs, True, folder) as server:
            runs.append(load(programs, server, 'fresh', True, **STORM))
            server.stop()
            stored = count_events(programs, server.workspace)
            lost += STORM['count'] - stored
            sizes.append(server.workspace.stat().st_size / stored)
        shutil.rmtree(folder)
    errors = sum(r['errors'] for r in runs)
    p99, rss, size = median(runs, 'p99_ms'), median(runs, 'srv_hwm_mb'), statistics.median(sizes)
    return [
        Figure('Storm: 30 000 callbacks on fresh connections at 5 000/s, p99', f'{p99:.1f} ms', 'under 10 ms', p99 < 10,
               f'p50 {median(runs, "p50_ms"):.2f} ms, longest {median(runs, "max_ms"):.1f} ms'),
        Figure('Storm: lost', str(lost + errors), '0', lost + errors == 0, f'in {rounds} storms'),
        Figure('Storm: resident memory at its highest', f'{rss:.0f} MiB', 'under 150 MB', rss * 1.048576 < 150),
        Figure('Workspace file, bytes an event', f'{size:.0f}', 'at most 700', size <= 700, 'the events of the storm'),
    ]


def count_events(programs, workspace):
    done = subprocess.run([programs.cli, 'events', '--workspace', workspace, '--json'], capture_output=True, check=True)
    return done.stdout.count(b'\n')


def window_run(programs, command, folder, display, load_it=None, until=None):
    """Starts a window that reports, waits, ends it as a session's end does; its report."""
    report = folder / 'report.json'
    report.unlink(missing_ok=True)
    env = {**os.environ, **bench.quiet_home(folder), 'DISPLAY': display, 'TWILIO_AUTH_TOKEN': bench.TOKEN}
    env['OFFHOOK_BENCH_STARTED_NS'] = str(time.monotonic_ns())
    process = subprocess.Popen([str(c).replace('@REPORT@', str(report)) for c in command], env=env,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        if load_it:
            load_it(process)
        elif until:
            until(process)
        else:
            process.wait(60)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
    return json.loads(report.read_text())


class Listening:
    """What load() needs to know of a window that listens."""

    def __init__(self, process):
        line = process.stdout.readline().decode()
        self.port = int(re.search(r'listening on http://[\d.]+:(\d+)', line)[1])
        self.name, self.process = 'offhook-window', process

    def pids(self):
        return [self.process.pid]


def settle(seconds):
    """A window is looked at after it had time to do all of its work at start; nothing here asserts how long it takes."""
    return lambda process: time.sleep(seconds)


def first_paint(programs, rounds, folder, display):
    times = {'minimal': [], 'offhook': []}
    for _, name in alternating(list(times), max(rounds, 5)):
        fresh = Path(tempfile.mkdtemp(dir=folder))
        if name == 'minimal':
            report = window_run(programs, [programs.minimal_window, '@REPORT@'], fresh, display)
        else:
            report = window_run(programs, [programs.gui, '--workspace', fresh / 'w.offhook-workspace', '--listen',
                                           '127.0.0.1:0', '--bench-report', '@REPORT@'], fresh, display, until=settle(1.5))
        times[name].append(report['firstPaintMs'])
    minimal, offhook = (statistics.median(times[n]) for n in ('minimal', 'offhook'))
    return [Figure('First paint, to that of a minimal Qt main window', f'{offhook / minimal:.2f}', 'at most 5',
                   offhook / minimal <= 5, f'{offhook:.0f} ms to {minimal:.0f} ms')]


def stall(programs, rounds, folder, display):
    reports, runs = [], []
    for _ in range(rounds):
        fresh = Path(tempfile.mkdtemp(dir=folder))
        command = [programs.gui, '--workspace', fresh / 'w.offhook-workspace', '--listen', '127.0.0.1:0', '--public-url',
                   bench.URL, '--bench-report', '@REPORT@']

        def storm_it(process):
            runs.append(load(programs, Listening(process), 'fresh', False, **STORM))
            time.sleep(0.5)

        reports.append(window_run(programs, command, fresh, display, load_it=storm_it))
    longest = statistics.median(r['maxStallMs'] for r in reports)
    errors = sum(r['errors'] for r in runs)
    return [Figure('Window under the storm: longest time its main thread stood still', f'{longest:.0f} ms', 'at most 50 ms',
                   longest <= 50 and errors == 0,
                   f'answers p99 {median(runs, "p99_ms"):.1f} ms; heartbeat of 5 ms; {errors} lost')]


def million(programs, rounds, folder, display):
    workspace = folder / 'million.offhook-workspace'
    subprocess.run([programs.store, '--make', str(MILLION), workspace], check=True)
    reads = [json.loads(subprocess.run([programs.store, '--read', workspace], capture_output=True, check=True).stdout)
             for _ in range(rounds)]
    first = statistics.median(r['firstRowsMs'] for r in reads)
    rare = statistics.median(r['rareWord']['medianMs'] for r in reads)
    command = [programs.gui, '--workspace', workspace, '--listen', '127.0.0.1:0', '--bench-report', '@REPORT@']
    windows = [window_run(programs, command, folder, display, until=settle(6)) for _ in range(rounds)]
    rss = statistics.median(w['memoryKiB']['VmHWM'] for w in windows) / 1024
    shown = statistics.median(w['firstRowsMs'] - w['firstPaintMs'] for w in windows)
    size = workspace.stat().st_size / MILLION
    return [
        Figure('1 000 000 events: first rows after opening', f'{first:.1f} ms', 'within 50 ms', first <= 50,
               f'100 rows; in the window {shown:.0f} ms after its first paint'),
        Figure('1 000 000 events: a rare word found', f'{rare:.0f} ms', 'within 300 ms', rare <= 300,
               f'{reads[0]["rareWord"]["found"]} found; an absent word '
               f'{statistics.median(r["absentWord"]["medianMs"] for r in reads):.0f} ms'),
        Figure('1 000 000 events: resident memory of the window', f'{rss:.0f} MiB', 'under 250 MB', rss * 1.048576 < 250,
               f'at its highest; {size:.0f} bytes an event in the file'),
    ]


class Display:
    """Xvfb, for as long as the windows are measured."""

    def __enter__(self):
        read, write = os.pipe()
        self.process = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
                                        pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            return ':' + pipe.readline().strip()

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def machine():
    cpu = next((line.split(':')[1].strip() for line in open('/proc/cpuinfo', encoding='utf-8') if 'model name' in line), '?')
    release = platform.freedesktop_os_release().get('PRETTY_NAME', platform.system())
    return f'{release}, {os.cpu_count()} cores ({cpu})'


def peer_table(reports):
    yield '| server | mode | requests/s | p50 ms | p99 ms | CPU s per 10 000 | RSS MiB |'
    yield '|---|---|---|---|---|---|---|'
    for (name, mode), runs in sorted(reports.items(), key=lambda item: (item[0][1] != 'keepalive', item[0][0])):
        yield (f'| {name} | {mode} | {thousands(median(runs, "rps"))} | {median(runs, "p50_ms"):.2f} | '
               f'{median(runs, "p99_ms"):.2f} | {median(runs, "srv_cpu_per10k"):.2f} | {median(runs, "srv_hwm_mb"):.0f} |')


def write(figures, reports, rounds):
    revision = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True,
                              check=True).stdout.strip()
    lines = [BEGIN, f'Measured {datetime.date.today().isoformat()} at {revision} on {machine()}; medians of {rounds} '
             'alternating rounds.', '', '| what | measured | bar | held | |', '|---|---|---|---|---|',
             *(f.row() for f in figures), '', *peer_table(reports), END]
    text = DOCUMENT.read_text(encoding='utf-8')
    before, rest = text.split(BEGIN)
    DOCUMENT.write_text(before + '\n'.join(lines) + rest.split(END)[1], encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--build', help='a release build that is there already')
    parser.add_argument('--dry', action='store_true', help='prints, and leaves docs/benchmarks.md as it is')
    a = parser.parse_args()
    if not a.build:
        common = ROOT / 'packaging/common.sh'
        subprocess.run(['bash', '-c', f'set -euo pipefail; . "{common}"; need build bench; '
                        'node_modules tests/bench/peers/node; build release'], check=True)
    programs = Programs(a.build or ROOT / 'build/release')
    programs.require('cli', 'gui', 'loadgen', 'store', 'minimal_window')
    folder = Path(tempfile.mkdtemp(prefix='offhook-bench-'))
    try:
        reports, figures = throughput(programs, a.rounds)
        figures += storm(programs, a.rounds)
        with Display() as display:
            figures += first_paint(programs, a.rounds, folder, display)
            figures += stall(programs, a.rounds, folder, display)
            figures += million(programs, a.rounds, folder, display)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print('\n'.join([*(f.row() for f in figures), '', *peer_table(reports)]))
    if not a.dry:
        write(figures, reports, a.rounds)
    return 0 if all(f.held for f in figures) else 1


if __name__ == '__main__':
    sys.exit(main())
