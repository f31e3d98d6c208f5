#!/usr/bin/env python3
"""Checks the layers of docs/architecture.md: app -> ui -> core, and the order of the folders inside core.

Each folder names the folders it may use directly; what those may use, it may use too. A folder that is not in the table
is an error: who adds one says where it stands.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MAY_USE = {
    'core/base': [],
    'core/http': ['core/base'],
    'core/settings': ['core/base'],
    'core/twilio': ['core/http'],
    'core/twiml': ['core/base'],
    'core/filter': ['core/twilio'],
    'core/flow': ['core/http', 'core/twilio', 'core/twiml', 'core/filter'],
    'core/rules': ['core/flow', 'core/twiml'],
    'core/store': ['core/flow', 'core/filter'],
    'core/compose': ['core/twilio'],
    'core/deliver': ['core/flow', 'core/http', 'core/twilio'],
    'core/exchange': ['core/flow'],
    'core/tunnel': ['core/http'],
    'core/account': ['core/http'],
    'core/session': ['core/rules', 'core/store', 'core/compose', 'core/deliver', 'core/exchange', 'core/tunnel',
                     'core/account', 'core/settings'],
    'ui': ['core/session'],
    'app/cli': ['core/session', 'core/twiml'],
    'app/gui': ['ui', 'core/session'],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)
# Core links Qt Core and Network only; a header of Qt Gui would not be found. This says so in words, and covers what
# finds its way in through another library.
WINDOW_HEADER = re.compile(
    r'^(QtGui|QtWidgets|QtSvg|QtPrintSupport|QtQuick)(/|$)|^Q(Widget|Application|GuiApplication|MainWindow|Dialog|Label|'
    r'Action|Icon|Pixmap|Image|Painter|Font|Color|Palette|Clipboard|Style|Layout|PushButton|MessageBox|Window)\b')
WINDOW_LIBRARY = re.compile(r'\bQt6::(Gui|Widgets|Svg|SvgWidgets|PrintSupport|Quick|OpenGL)\b')
SQL = re.compile(r'"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|'
                 r'TRIGGER|VIEW)\s|ALTER\s+TABLE\s|DROP\s+TABLE\s|PRAGMA\s|BEGIN\s+IMMEDIATE)')
LOCK = re.compile(r'\b(std::(recursive_|shared_|timed_)?mutex|std::condition_variable|QMutex|QReadWriteLock|'
                  r'QWaitCondition|QSemaphore)\b')
MAY_LOCK = ('core/base', 'core/store')


def reachable(folder):
    seen, todo = set(), [folder]
    while todo:
        for used in MAY_USE[todo.pop()]:
            if used not in seen:
                seen.add(used)
                todo.append(used)
    return seen


def folder_of(path):
    """The folder of the table that a root-relative path stands in, or None."""
    parts = path.split('/')
    if parts[0] == 'ui':
        return 'ui'
    return '/'.join(parts[:2]) if parts[0] in ('core', 'app') and len(parts) > 2 else None


def check_cycles():
    return [f'{__file__}: {folder} may use itself through {sorted(reachable(folder))}'
            for folder in MAY_USE if folder in reachable(folder)]


def check_includes(path, text):
    folder = folder_of(path)
    if folder not in MAY_USE:
        yield f'{path}: the folder {folder or path} is not in the table of packaging/check_layers.py'
        return
    allowed = reachable(folder) | {folder}
    for match in INCLUDE.finditer(text):
        line, quote, name = text.count('\n', 0, match.start(2)) + 1, match[1], match[2]
        if quote == '"' and not name.endswith('.moc'):
            target = folder_of(name)
            if target is None:
                yield f'{path}:{line}: "{name}" is not a path from the root of the repository'
            elif target not in allowed:
                yield f'{path}:{line}: {folder} must not use {target} ("{name}")'
        elif quote == '<' and folder.startswith('core/') and WINDOW_HEADER.search(name):
            yield f'{path}:{line}: core knows no windows (<{name}>)'


def check_words(path, text):
    folder = folder_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split('//')[0]
        if folder != 'core/store' and (SQL.search(code) or '<sqlite3.h>' in code):
            yield f'{path}:{number}: SQL stands in core/store only'
        if folder not in MAY_LOCK and LOCK.search(code):
            yield f'{path}:{number}: locks stand in core/base and core/store only; use Mailbox'


def main():
    problems = check_cycles()
    files = 0
    for top in ('core', 'ui', 'app'):
        for file in sorted((ROOT / top).rglob('*')):
            path = file.relative_to(ROOT).as_posix()
            if file.suffix in ('.h', '.cpp'):
                text = file.read_text(encoding='utf-8')
                problems += [*check_includes(path, text), *check_words(path, text)]
                files += 1
            elif top == 'core' and file.name == 'CMakeLists.txt':
                problems += [f'{path}: core links no {found[0]}' for found in WINDOW_LIBRARY.finditer(file.read_text())]
    print('\n'.join(problems) if problems else f'{files} sources keep the layers')
    return 1 if problems or files == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
