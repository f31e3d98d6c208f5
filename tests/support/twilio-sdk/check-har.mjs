// Asks the official HAR 1.2 schema (npm har-validator) about a file on standard input; one JSON line with the verdict.
import har from 'har-validator';

const pieces = [];
for await (const piece of process.stdin) pieces.push(piece);
const file = JSON.parse(Buffer.concat(pieces).toString());
try {
  await har.har(file);
  console.log(JSON.stringify({ valid: true, entries: file.log.entries.length }));
} catch (error) {
  console.log(JSON.stringify({ valid: false, errors: error.errors?.map((e) => `${e.dataPath} ${e.message}`) ?? error.message }));
}
