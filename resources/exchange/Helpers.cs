static class Webhook
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Encode(string text) => string.Concat(Bytes(text).Select(b =>
        b < 128 && (char.IsLetterOrDigit((char)b) || "*._-".IndexOf((char)b) >= 0) ? ((char)b).ToString()
        : b == ' ' ? "+" : "%" + b.ToString("X2")));

    public static Task<(int Status, string Type, byte[] Body)> SendForm(
        string method, string url, string[][] headers, string[][] form)
    {
        var body = string.Join("&", form.Select(p => Encode(p[0]) + "=" + Encode(p[1])));
        var sorted = form.Select(p => (Convert.ToHexString(Bytes(p[0])), Convert.ToHexString(Bytes(p[1])))).Distinct()
            .OrderBy(p => p.Item1, StringComparer.Ordinal).ThenBy(p => p.Item2, StringComparer.Ordinal);
        var signed = Convert.FromHexString(string.Concat(sorted.Select(p => p.Item1 + p.Item2)));
        return Send(method, url, headers, Bytes(body), signed);
    }

    public static async Task<(int Status, string Type, byte[] Body)> Send(
        string method, string url, string[][] headers, byte[] body, byte[] signed)
    {
        var token = Environment.GetEnvironmentVariable("TWILIO_AUTH_TOKEN");
        if (string.IsNullOrEmpty(token))
            throw new InvalidOperationException("Set TWILIO_AUTH_TOKEN: it signs the request.");
        using var mac = new HMACSHA1(Bytes(token));
        var signature = Convert.ToBase64String(mac.ComputeHash(Bytes(url).Concat(signed).ToArray()));
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body);
        foreach (var header in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header[0], header[1]))
                request.Content?.Headers.TryAddWithoutValidation(header[0], header[1]);
        }
        request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await client.SendAsync(request);
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        return ((int)answer.StatusCode, type.ToLowerInvariant(), await answer.Content.ReadAsByteArrayAsync());
    }
}
