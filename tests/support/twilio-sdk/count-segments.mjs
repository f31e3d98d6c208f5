// What Twilio's own calculator makes of each text: JSON strings in, {"encoding", "units", "count", "foreign"} out, one a
// line.
import { createInterface } from 'node:readline';

import calculator from 'sms-segments-calculator';

const lines = [];
for await (const line of createInterface({ input: process.stdin })) {
    const message = new calculator.SegmentedMessage(JSON.parse(line));
    lines.push(JSON.stringify({
        encoding: message.encodingName,
        units: message.messageSize / (message.encodingName === 'GSM-7' ? 7 : 16),
        count: message.segmentsCount,
        foreign: [...new Set(message.getNonGsmCharacters())],
    }));
}
process.stdout.write(lines.join('\n') + '\n');
