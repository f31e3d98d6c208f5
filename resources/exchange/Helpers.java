
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String latin1(String text) {
        return new String(bytes(text), StandardCharsets.ISO_8859_1);
    }

    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "*._-".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append(c == ' ' ? "+" : String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    static HttpResponse<byte[]> sendForm(String method, String url, String[][] headers, String[][] params)
            throws Exception {
        StringBuilder body = new StringBuilder();
        TreeSet<String> sorted = new TreeSet<>();
        for (String[] p : params) {
            body.append(body.length() == 0 ? "" : "&").append(encode(p[0])).append('=').append(encode(p[1]));
            sorted.add(latin1(p[0]) + '\0' + latin1(p[1]));
        }
        StringBuilder signed = new StringBuilder();
        for (String pair : sorted) {
            signed.append(pair.replaceFirst("\0", ""));
        }
        return send(method, url, headers, bytes(body.toString()),
            signed.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static HttpResponse<byte[]> send(String method, String url, String[][] headers, byte[] body, byte[] signed)
            throws Exception {
        String token = System.getenv("TWILIO_AUTH_TOKEN");
        if (token == null || token.isEmpty()) {
            throw new IllegalStateException("Set TWILIO_AUTH_TOKEN: it signs the request.");
        }
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(bytes(token), "HmacSHA1"));
        mac.update(bytes(url));
        mac.update(signed);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).version(HttpClient.Version.HTTP_1_1)
            .method(method, body.length == 0 ? HttpRequest.BodyPublishers.noBody()
                                             : HttpRequest.BodyPublishers.ofByteArray(body));
        for (String[] header : headers) {
            request.header(header[0], header[1]);
        }
        request.header("X-Twilio-Signature", Base64.getEncoder().encodeToString(mac.doFinal()));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0].trim().toLowerCase();
    }
