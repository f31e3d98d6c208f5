#!/usr/bin/env python3
"""Writes the table of findings in docs/twiml.md from core/twiml/finding.cpp; with --check only compares."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / 'core/twiml/finding.cpp'
DOCUMENT = ROOT / 'docs/twiml.md'
BEGIN, END = '<!-- findings: begin -->\n', '<!-- findings: end -->\n'

TEXT = r'TEXT\(((?:"[^"\\]*(?:\\.[^"\\]*)*"\s*)+)\)'
ROW = re.compile(r'\{Finding::\w+,\s*"([a-z0-9-]+)",\s*(Error|Warning|Hint),\s*(\d+),\s*' + TEXT)


def table():
    rows = ROW.findall(SOURCE.read_text(encoding='utf-8'))
    if len(rows) < 50:
        raise SystemExit(f'{SOURCE}: only {len(rows)} rows were understood')
    lines = ['| finding | severity | code | says |', '|---|---|---|---|']
    for name, severity, code, words in rows:
        message = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', words)).replace('\\"', '"').replace('|', '\\|')
        message = re.sub(r'(<[^>“”]*>|“<”)', r'`\1`', re.sub(r'%\d', '…', message)).replace('`“<”`', '“`<`”')
        lines.append(f'| `{name}` | {severity.lower()} | {code if code != "0" else ""} | {message} |')
    return '\n'.join(lines) + '\n'


def main():
    text = DOCUMENT.read_text(encoding='utf-8')
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    wanted = before + BEGIN + table() + END + after
    if '--check' not in sys.argv:
        DOCUMENT.write_text(wanted, encoding='utf-8')
    elif wanted != text:
        print(f'{DOCUMENT.relative_to(ROOT)} is not what {SOURCE.relative_to(ROOT)} says; run packaging/list_findings.py')
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
