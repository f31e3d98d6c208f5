
type pair struct{ name, value string }

type answer struct {
	status int
	kind   string
	body   []byte
}

func encode(text string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		switch {
		case b == ' ':
			out.WriteByte('+')
		case b >= '0' && b <= '9', b >= 'A' && b <= 'Z', b >= 'a' && b <= 'z', strings.IndexByte("*._-", b) >= 0:
			out.WriteByte(b)
		default:
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

func sendForm(method, url string, headers, params []pair) (answer, error) {
	pieces := make([]string, 0, len(params))
	for _, p := range params {
		pieces = append(pieces, encode(p.name)+"="+encode(p.value))
	}
	sorted := append([]pair(nil), params...)
	sort.Slice(sorted, func(a, b int) bool {
		if sorted[a].name != sorted[b].name {
			return sorted[a].name < sorted[b].name
		}
		return sorted[a].value < sorted[b].value
	})
	signed := ""
	for i, p := range sorted {
		if i == 0 || p != sorted[i-1] {
			signed += p.name + p.value
		}
	}
	return send(method, url, headers, []byte(strings.Join(pieces, "&")), []byte(signed))
}

func decoded(text string) []byte {
	content, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return content
}

func send(method, url string, headers []pair, body, signed []byte) (answer, error) {
	token := os.Getenv("TWILIO_AUTH_TOKEN")
	if token == "" {
		return answer{}, fmt.Errorf("set TWILIO_AUTH_TOKEN: it signs the request")
	}
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(url))
	mac.Write(signed)
	request, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	for _, h := range headers {
		request.Header[h.name] = append(request.Header[h.name], h.value)
	}
	request.Header["X-Twilio-Signature"] = []string{base64.StdEncoding.EncodeToString(mac.Sum(nil))}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	kind := strings.ToLower(strings.TrimSpace(strings.Split(response.Header.Get("Content-Type"), ";")[0]))
	return answer{response.StatusCode, kind, content}, err
}

// A program may hold only forms, or only other bodies.
var _, _ = sendForm, decoded
