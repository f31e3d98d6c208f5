static class Webhook
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Hex(string text) => BitConverter.ToString(Bytes(text));

    static string Encode(string text) => string.Concat(Bytes(text).Select(b =>
        b < 128 && (char.IsLetterOrDigit((char)b) || "*._-".IndexOf((char)b) >= 0) ? ((char)b).ToString()
        : b == ' ' ? "+" : "%" + b.ToString("X2")));

    public static Task<(int Status, string Type, byte[] Body)> SendForm(
        string method, string url, string[][] headers, string[][] form)
    {
        var body = string.Join("&", form.Select(p => Encode(p[0]) + "=" + Encode(p[1])));
        var sorted = form.GroupBy(p => (Hex(p[0]), Hex(p[1])))
            .OrderBy(g => g.Key.Item1, StringComparer.Ordinal).ThenBy(g => g.Key.Item2, StringComparer.Ordinal);
        var signed = string.Concat(sorted.Select(g => g.First()[0] + g.First()[1]));
        return Send(method, url, headers, Bytes(body), Bytes(signed));
    }

    public static async Task<(int Status, string Type, byte[] Body)> Send(
        string method, string url, string[][] headers, byte[] body, byte[] signed)
    {
        var token = Environment.GetEnvironmentVariable("TWILIO_AUTH_TOKEN");
        if (string.IsNullOrEmpty(token))
            throw new InvalidOperationException("Set TWILIO_AUTH_TOKEN: it signs the request.");
        using (var mac = new HMACSHA1(Bytes(token)))
        using (var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }))
        using (var request = new HttpRequestMessage(new HttpMethod(method), url))
        {
            if (body.Length > 0)
                request.Content = new ByteArrayContent(body);
            foreach (var header in headers)
            {
                if (!request.Headers.TryAddWithoutValidation(header[0], header[1]))
                    request.Content?.Headers.TryAddWithoutValidation(header[0], header[1]);
            }
            var signature = mac.ComputeHash(Bytes(url).Concat(signed).ToArray());
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", Convert.ToBase64String(signature));
            using (var answer = await client.SendAsync(request))
            {
                var type = answer.Content.Headers.ContentType?.MediaType ?? "";
                var content = await answer.Content.ReadAsByteArrayAsync();
                return ((int)answer.StatusCode, type.ToLowerInvariant(), content);
            }
        }
    }
}
