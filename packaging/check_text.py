#!/usr/bin/env python3
"""Checks what no compiler reads: JSON, links between documents, lock files, and paths of somebody's machine."""
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent

REQUIRED = ['README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/building.md',
            'docs/benchmarks.md', 'docs/cli.md', 'packaging/dev', '.ci/run']
LINK = re.compile(r'!?\[[^\]]*\]\(([^)\s]+)\)')
MACHINE_PATH = re.compile(r'(?<![\w.)}*])/(?:home|root|Users|work)/[\w.]')
LINES_AT_MOST = 500


def tracked():
    out = subprocess.run(['git', 'ls-files', '-z'], cwd=ROOT, check=True, capture_output=True).stdout
    return [ROOT / name for name in out.decode().split('\0') if name and (ROOT / name).is_file()]


def check_json(path, text):
    try:
        value = json.loads(text)
    except ValueError as error:
        yield f'{path}: {error}'
        return
    if path.name == 'package-lock.json':
        for name, package in value.get('packages', {}).items():
            if 'resolved' in package and not package.get('link'):
                yield f'{path}: {name} names the server it came from; npm has omit-lockfile-registry-resolved'
            if name and not package.get('link') and 'integrity' not in package:
                yield f'{path}: {name} has no integrity'


def check_links(path, text):
    for target in LINK.findall(re.sub(r'```.*?```', '', text, flags=re.S)):
        if re.match(r'[a-z]+:|#', target):
            continue
        if not (path.parent / target.split('#')[0]).resolve().exists():
            yield f'{path.relative_to(ROOT)}: leads to {target}, which is not there'


def check_file(file):
    path = file.relative_to(ROOT)
    try:
        text = file.read_text(encoding='utf-8')
    except UnicodeDecodeError:
        return
    if 'data' in path.parts or 'corpus' in path.parts or file.name == 'LICENSE':
        if file.suffix == '.json':
            yield from check_json(path, text)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield f'{path}:{number}: names a path of one machine'
    if file.suffix == '.json':
        yield from check_json(path, text)
    elif file.suffix in ('.svg', '.xml', '.qrc'):
        try:
            ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            yield f'{path}: {error}'
    elif file.suffix == '.md':
        yield from check_links(file, text)
    elif file.suffix in ('.cpp', '.h') and len(text.splitlines()) > LINES_AT_MOST:
        yield f'{path}: has more than {LINES_AT_MOST} lines; split it'
    if file.suffix in ('.cpp', '.h', '.py', '.sh', '.mjs', '.js', '.cmake', '.md') and text and not text.endswith('\n'):
        yield f'{path}: ends without a line break'


def main():
    files = tracked()
    problems = [f'{name} is missing' for name in REQUIRED if not (ROOT / name).exists()]
    for file in files:
        problems += check_file(file)
    print('\n'.join(problems) if problems else f'{len(files)} files checked')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
