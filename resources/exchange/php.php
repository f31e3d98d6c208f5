function webhook_token(): string
{
    $token = getenv('TWILIO_AUTH_TOKEN');
    if (!$token) {
        throw new RuntimeException('Set TWILIO_AUTH_TOKEN: it signs the request.');
    }
    return $token;
}

function webhook_encode(string $text): string
{
    return preg_replace_callback('/[^A-Za-z0-9*._-]/', function (array $match): string {
        return $match[0] === ' ' ? '+' : '%' . strtoupper(bin2hex($match[0]));
    }, $text);
}

function webhook_send_form(string $method, string $url, array $headers, array $params): array
{
    $pieces = [];
    $distinct = [];
    foreach ($params as [$name, $value]) {
        $pieces[] = webhook_encode($name) . '=' . webhook_encode($value);
        $distinct[$name . "\0" . $value] = [$name, $value];
    }
    $signed = array_values($distinct);
    usort($signed, function (array $a, array $b): int {
        return strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]);
    });
    $tail = implode('', array_map('implode', $signed));
    return webhook_send($method, $url, $headers, implode('&', $pieces), $tail);
}

function webhook_send(string $method, string $url, array $headers, string $body, string $signed): array
{
    $lines = [];
    foreach ($headers as [$name, $value]) {
        $lines[] = $name . ': ' . $value;
    }
    if (!preg_grep('/^content-type:/i', $lines)) {
        $lines[] = 'Content-Type:'; // else PHP calls every body a form
    }
    $lines[] = 'X-Twilio-Signature: ' . base64_encode(hash_hmac('sha1', $url . $signed, webhook_token(), true));
    $lines[] = 'Connection: close';
    $context = stream_context_create(['http' => ['method' => $method, 'header' => $lines, 'content' => $body,
        'protocol_version' => 1.1, 'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 30]]);
    $content = file_get_contents($url, false, $context);
    if ($content === false) {
        throw new RuntimeException('There was no answer.');
    }
    preg_match('/^\S+ (\d+)/', $http_response_header[0], $status);
    $type = '';
    foreach ($http_response_header as $line) {
        if (preg_match('/^Content-Type:\s*([^;]*)/i', $line, $match)) {
            $type = strtolower(trim($match[1]));
        }
    }
    return [(int) $status[1], $type, $content];
}
