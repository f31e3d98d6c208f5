"""offhook-cli lint: exit codes, the four formats, many files, standard input, what cannot be read."""
import json
import os
import re
import unittest
from urllib.parse import unquote

from support import EndToEnd, node

GOOD = b'<?xml version="1.0" encoding="UTF-8"?>\n<Response><Say>Hi</Say></Response>\n'
HINT = b'<Response><Hangup/><Say>Hi</Say></Response>'
WARNING = b'<Response>\n  <Gather numdigits="1"/><Hangup/>\n</Response>\n'
ERROR = b'<Response><Say>Fish & chips</Say></Response>'
LINE = re.compile(r'^(?P<file>.+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|hint) (?P<code>\d{5}|[a-z-]+) (?P<message>.+)$')


class LintTest(EndToEnd):
    def file(self, name, content):
        path = self.sandbox.folder / name
        path.write_bytes(content)
        return path

    def lint(self, *arguments, given=b'', code=None):
        done = self.sandbox.cli('lint', *arguments, given=given)
        if code is not None:
            self.assertEqual(done.returncode, code, (arguments, done.stdout, done.stderr))
        return done

    def test_exit_codes(self):
        for content, code in ((GOOD, 0), (HINT, 0), (WARNING, 1), (ERROR, 1), (b'', 1)):
            with self.subTest(content=content):
                self.assertEqual(self.lint('-', given=content).returncode, code)

    def test_a_line_says_where_how_bad_and_what(self):
        path = self.file('a.xml', WARNING)
        line, = self.lint(path, code=1).stdout.decode().splitlines()
        found = LINE.match(line)
        self.assertTrue(found, line)
        self.assertEqual((found['file'], found['line'], found['column'], found['severity'], found['code']),
                         (str(path), '2', '11', 'warning', '12200'))
        self.assertIn('numDigits', self.lint(path, '--explain').stdout.decode())

    def test_many_files_at_once(self):
        good, bad, worse = self.file('good.xml', GOOD), self.file('bad.xml', WARNING), self.file('worse.xml', ERROR)
        lines = self.lint(good, bad, worse, code=1).stdout.decode().splitlines()
        self.assertEqual([LINE.match(line)['file'] for line in lines], [str(bad), str(worse)])
        self.assertEqual(self.lint(good, good, code=0).stdout, b'')

    def test_json_has_the_fields_of_the_contract(self):
        path = self.file('a.xml', WARNING)
        found, = map(json.loads, self.lint(path, '--json', code=1).stdout.splitlines())
        self.assertEqual({**found, 'message': 0, 'effect': 0, 'fix': 0, 'edits': 0},
                         {'file': str(path), 'line': 2, 'column': 11, 'endLine': 2, 'endColumn': 20, 'severity': 'warning',
                          'code': 12200, 'finding': 'unknown-attribute', 'message': 0, 'effect': 0, 'fix': 0, 'edits': 0})
        self.assertTrue(found['message'] and found['effect'] and found['fix'])
        edit, = found['edits']
        lines = WARNING.decode().splitlines()
        line = lines[edit['line'] - 1]
        lines[edit['line'] - 1] = line[:edit['column'] - 1] + edit['text'] + line[edit['endColumn'] - 1:]
        self.assertEqual(self.lint('-', given='\n'.join(lines).encode(), code=0).stdout, b'')

    def test_sarif(self):
        bad, worse = self.file('bad one.xml', WARNING), self.file('worse.xml', ERROR)
        log = json.loads(self.lint('--format', 'sarif', bad, worse, code=1).stdout)
        self.assertEqual(log['version'], '2.1.0')
        run, = log['runs']
        self.assertEqual(run['columnKind'], 'unicodeCodePoints')
        rules = {rule['id'] for rule in run['tool']['driver']['rules']}
        self.assertEqual([result['level'] for result in run['results']], ['warning', 'error'])
        for result, file in zip(run['results'], (bad, worse)):
            self.assertIn(result['ruleId'], rules)
            place = result['locations'][0]['physicalLocation']
            self.assertEqual(unquote(place['artifactLocation']['uri']), f'file://{file}')
            self.assertGreaterEqual(place['region']['endColumn'], place['region']['startColumn'])
            change = result['fixes'][0]['artifactChanges'][0]
            self.assertEqual(change['artifactLocation'], place['artifactLocation'])
            self.assertIn('text', change['replacements'][0]['insertedContent'])
        empty = json.loads(self.lint('--format', 'sarif', '-', given=GOOD, code=0).stdout)
        self.assertEqual(empty['runs'][0]['results'], [])

    def test_github_annotations(self):
        path = self.file('a,b:c.xml', ERROR)
        line, = self.lint('--format', 'github', path, code=1).stdout.decode().splitlines()
        self.assertTrue(line.startswith('::error file='), line)
        properties, message = line[len('::error '):].split('::', 1)
        fields = dict(pair.split('=') for pair in properties.split(','))
        self.assertEqual(unquote(fields['file']), str(path))
        self.assertEqual((fields['line'], fields['col'], fields['endColumn']), ('1', '21', '22'))
        self.assertIn('%0A', message)
        hint = self.lint('--format', 'github', '-', given=HINT, code=0).stdout.decode()
        self.assertTrue(hint.startswith('::notice file=stdin,'), hint)

    def test_the_context_changes_what_is_right(self):
        dial = b'<Response><Dial>+14155550100</Dial></Response>'
        message = b'<Response><Message>{{Body}}</Message><Redirect>{{Next page}}</Redirect></Response>'
        self.lint('-', given=dial, code=0)
        self.assertIn(b'13201', self.lint('-', '--place', 'called-party', given=dial, code=1).stdout)
        self.assertIn(b'12300', self.lint('-', '--content-type', 'application/json', given=dial, code=1).stdout)
        self.assertIn(b'14110', self.lint('-', '--as', 'messaging', given=dial, code=1).stdout)
        self.lint('-', given=message, code=1)
        self.lint('-', '--template', given=message, code=0)
        itself = b'<Response><Redirect>/a</Redirect></Response>'
        self.assertIn(b'redirect-to-itself', self.lint('-', '--url', 'https://x.example.com/a', given=itself, code=1).stdout)

    def test_what_cannot_be_read_is_said_and_the_rest_is_checked(self):
        bad = self.file('bad.xml', WARNING)
        done = self.lint(self.sandbox.folder / 'absent.xml', self.sandbox.folder, bad, code=2)
        self.assertIn('absent.xml', done.stderr.decode())
        self.assertIn('folder', done.stderr.decode())
        self.assertIn(b'12200', done.stdout)
        if os.geteuid() != 0:
            bad.chmod(0)
            self.assertIn('bad.xml', self.lint(bad, code=2).stderr.decode())

    def test_bad_usage_ends_with_2(self):
        for arguments in [(), ('-', '--as', 'fax'), ('-', '--format', 'yaml'), ('-', '--place', 'nowhere'), ('-', '--no-such')]:
            with self.subTest(arguments=arguments):
                done = self.lint(*arguments, code=2)
                self.assertEqual(done.stdout, b'')
                self.assertTrue(done.stderr.strip())

    def test_control_characters_of_a_document_do_not_reach_the_terminal(self):
        done = self.lint('-', given=b'<Response><Foo\x1b[31mbar="\x1b[2J"/></Response>', code=1)
        self.assertNotIn(b'\x1b', done.stdout)

    def test_what_the_sdk_builds_is_right(self):
        documents = [line['xml'] for line in node('random-twiml.mjs', '--seed', 5, '--count', 40) if 'xml' in line][:40]
        files = [self.file(f'{i}.xml', xml.encode()) for i, xml in enumerate(documents)]
        done = self.lint(*files)
        self.assertEqual([line for line in done.stdout.decode().splitlines() if LINE.match(line)['severity'] != 'hint'], [])


if __name__ == '__main__':
    unittest.main()
