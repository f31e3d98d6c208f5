#!/usr/bin/env python3
"""Checks that every source of core has its test and that CMake knows both, and that tests are whole.

core/FOLDER/name.cpp needs tests/core/FOLDER/tst_name.cpp, registered by offhook_test(tst_name ...) beside it. A test
that skips, expects to fail, sleeps or checks nothing is an error.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

REGISTERED = re.compile(r'\btst_\w+')
FOREACH = re.compile(r'\bforeach\(\s*(\w+)\s+([^)]*)\)(.*?)\bendforeach\(', re.S)
CHECKS = re.compile(r'\bQ(COMPARE|VERIFY|TRY_COMPARE|TRY_VERIFY|FAIL|TEST)\b|\bQ(COMPARE|VERIFY|TRY_COMPARE|TRY_VERIFY)')
UNWANTED = re.compile(r'\b(QSKIP|QEXPECT_FAIL|QBENCHMARK)\b|\bQTest::(qSleep|qWait)\(|\bQThread::m?sleep\(|'
                      r'\bstd::this_thread::sleep_|\busleep\(')


def cmake_text(folder):
    files = [folder / 'CMakeLists.txt', *sorted(folder.glob('*.cmake'))]
    text = '\n'.join(f.read_text() for f in files if f.exists())
    for name, items, body in FOREACH.findall(text):
        text += '\n'.join(body.replace(f'${{{name}}}', item) for item in items.split())
    return text


def check_core():
    for source in sorted((ROOT / 'core').rglob('*.cpp')):
        path = source.relative_to(ROOT)
        test = ROOT / 'tests' / path.parent / f'tst_{source.stem}.cpp'
        if not test.exists():
            yield f'{path}: has no {test.relative_to(ROOT)}'
        elif test.stem not in REGISTERED.findall(cmake_text(test.parent)):
            yield f'{test.relative_to(ROOT)}: is not registered in {test.parent.relative_to(ROOT)}/CMakeLists.txt'
        folder = next(f for f in path.parents if (ROOT / f / 'CMakeLists.txt').exists())
        if not re.search(rf'(?<![\w/]){re.escape(path.relative_to(folder).as_posix())}\b', cmake_text(ROOT / folder)):
            yield f'{path}: is not listed in {folder}/CMakeLists.txt'


def check_tests():
    for test in sorted((ROOT / 'tests').rglob('tst_*.cpp')):
        path, text = test.relative_to(ROOT), test.read_text(encoding='utf-8')
        if not CHECKS.search(text):
            yield f'{path}: checks nothing'
        if not any(test.stem in REGISTERED.findall(cmake_text(folder)) for folder in test.parents[:3]):
            yield f'{path}: is not registered in CMake'
        for number, line in enumerate(text.splitlines(), 1):
            if found := UNWANTED.search(line.split('//')[0]):
                yield f'{path}:{number}: {found[0]} does not belong in a test'


def main():
    problems = [*check_core(), *check_tests()]
    count = len(list((ROOT / 'tests').rglob('tst_*.cpp')))
    print('\n'.join(problems) if problems else f'{count} test programs, one for every source of core')
    return 1 if problems or count == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
